import { bind } from "#platform/capability.ts";
import { refuse } from "#platform/refusal.ts";
import { showNumber } from "../contract/show-number.ts";
import { mayKeepEntries } from "../policy.ts";
import { recordChanges } from "../store/changes.ts";
import { findPerson, openNumber } from "../store/person-row.ts";
import { noteReadings } from "./reading-limit.ts";

export const showNumberBound = bind(showNumber, {
  policy: mayKeepEntries,
  duty: "register.desk",
  // A whole number is not kept as an answer: asked again, it is shown again, and recorded again.
  keepsAnswer: false,
  subject: async ({ tx }, { id }) => await findPerson(tx, id),
  run: async (context, { id, which, ground }, row) => {
    const number = openNumber(context.house.keys, row, which === "phone" ? "phone_cipher" : "identity_cipher");
    if (number === "") return refuse("conflict", "no-number");
    const refusal = await noteReadings(context, "register.number", [id]);
    if (refusal !== undefined) return refusal;
    await recordChanges(context, [{ kind: "shown", path: row.division_path, personId: id, fields: [which], before: {}, ground }]);
    context.subject(id);
    return { which, number: number.replace(/^\+86/, "") };
  },
});
