import { setCasePublic } from "#capabilities/cases/index.ts";
import { bind } from "#platform/capability.ts";
import { refuse } from "#platform/refusal.ts";
import { hideAppeal } from "../contract/hide-appeal.ts";
import { mayRelease } from "../policy.ts";
import { changeAppeal, writeEntry } from "../store/change-appeal.ts";
import { dropRelease } from "../store/releases.ts";
import { loadAppeal } from "./in-hand.ts";
import { withdrawOutcome } from "./put-on-record.ts";

export const hideAppealBound = bind(hideAppeal, {
  policy: mayRelease,
  duty: "appeals.release",
  subject: loadAppeal,
  run: async (context, input, appeal) => {
    if (!appeal.public) return refuse("conflict", "not-public");
    await dropRelease(context.tx, appeal.id);
    if (appeal.case_id !== null) await setCasePublic(context.tx, appeal.case_id, false);
    await changeAppeal(context.tx, appeal.id, { public: false });
    withdrawOutcome(context, appeal);
    await writeEntry(context, appeal, { kind: "note", told: false, text: input.text });
    return { public: false };
  },
});
