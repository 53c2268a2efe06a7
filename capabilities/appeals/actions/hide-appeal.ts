import { bind } from "#platform/capability.ts";
import { refuse } from "#platform/refusal.ts";
import { hideAppeal } from "../contract/hide-appeal.ts";
import { mayRelease } from "../policy.ts";
import { writeEntry } from "../store/change-appeal.ts";
import { loadAppeal } from "./in-hand.ts";
import { takeOffPublic } from "./stop-release.ts";

export const hideAppealBound = bind(hideAppeal, {
  policy: mayRelease,
  duty: "appeals.release",
  subject: loadAppeal,
  run: async (context, input, appeal) => {
    if (!appeal.public) return refuse("conflict", "not-public");
    await takeOffPublic(context, appeal);
    await writeEntry(context, appeal, { kind: "note", told: false, text: input.text });
    return { public: false };
  },
});
