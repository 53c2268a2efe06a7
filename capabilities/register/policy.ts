import { anyOf, byPost, self, signedIn } from "#platform/policy.ts";

/** `read` looks and asks for lists; `desk` checks papers and puts entries right; `steward` keeps the whole register and imports. */
export const DUTIES = ["register.read", "register.desk", "register.steward"] as const;

const reader = byPost({ duty: "register.read", area: "division_path" });
const desk = byPost({ duty: "register.desk", area: "division_path" });
const steward = byPost({ duty: "register.steward", area: "division_path" });

export const mayReadEntries = anyOf(reader, desk, steward);
export const mayKeepEntries = anyOf(desk, steward);
/** A clerk for anybody of the place; whoever holds a post for themselves. */
export const mayDeclareKin = anyOf(desk, steward, self("person_id"));
export const maySteward = steward;
export const mayAskExport = anyOf(reader, steward);
/** A list goes out to whoever asked for it. */
export const mayTakeExport = self("asked_by");
/** For lists and forms that name no place yet: rows are held to the reader's areas one by one. */
export const isReader = anyOf(
  byPost({ duty: "register.read" }),
  byPost({ duty: "register.desk" }),
  byPost({ duty: "register.steward" }),
);
export const isKeeper = anyOf(byPost({ duty: "register.desk" }), byPost({ duty: "register.steward" }));
export const isSteward = byPost({ duty: "register.steward" });
export const isExporter = anyOf(byPost({ duty: "register.read" }), byPost({ duty: "register.steward" }));
export const mayAskAboutOwn = signedIn;
