import { bind } from "#platform/capability.ts";
import { isRefusal } from "#platform/refusal.ts";
import { addNote } from "../contract/add-note.ts";
import { mayWriteNotes } from "../policy.ts";
import { writeEntry } from "../store/change-appeal.ts";
import { caseInHand, loadAppeal } from "./in-hand.ts";
import { tellResident } from "./tell.ts";

export const addNoteBound = bind(addNote, {
  policy: mayWriteNotes,
  duty: "appeals.handle",
  subject: loadAppeal,
  run: async (context, input, appeal) => {
    const caseId = caseInHand(appeal);
    if (isRefusal(caseId)) return caseId;
    const entryId = await writeEntry(context, appeal, { kind: "note", told: input.told, text: input.text });
    if (input.told) await tellResident(context, appeal, "noted", {});
    return { entryId };
  },
});
