import { setCasePublic } from "#capabilities/cases/index.ts";
import { bind } from "#platform/capability.ts";
import { hasStopped } from "#platform/personal-data/uses.ts";
import { refuse } from "#platform/refusal.ts";
import { releaseAppeal } from "../contract/release-appeal.ts";
import { mayRelease } from "../policy.ts";
import { changeAppeal } from "../store/change-appeal.ts";
import { putRelease } from "../store/releases.ts";
import { RELEASE_PURPOSE } from "../store/uses.ts";
import { BAR_RULE } from "./mark-complained-of.ts";
import { loadAppeal } from "./in-hand.ts";
import { putOutcomeOnRecord } from "./put-on-record.ts";

export const releaseAppealBound = bind(releaseAppeal, {
  policy: mayRelease,
  duty: "appeals.release",
  subject: loadAppeal,
  run: async (context, input, appeal) => {
    // Public, it would be read by whom it complains of.
    if (appeal.barred.length > 0) return refuse("forbidden", "barred-not-released", { rule: { rule: BAR_RULE } });
    if (await hasStopped(context.tx, RELEASE_PURPOSE, appeal.owner_person)) return refuse("forbidden", "release-stopped");
    await putRelease(context, appeal, { title: input.title, text: input.text, answer: input.answer ?? "" });
    if (appeal.case_id !== null) await setCasePublic(context.tx, appeal.case_id, true);
    await changeAppeal(context.tx, appeal.id, { public: true });
    await putOutcomeOnRecord(context, appeal);
    // Told when it becomes public, and not again when a word of it is mended.
    if (!appeal.public) context.emit("appeals.released", { appealId: appeal.id });
    return { public: true };
  },
});
