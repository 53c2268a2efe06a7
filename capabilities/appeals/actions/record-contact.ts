import { bind } from "#platform/capability.ts";
import { isRefusal } from "#platform/refusal.ts";
import { recordContact } from "../contract/record-contact.ts";
import { mayLead } from "../policy.ts";
import { changeAppeal, writeEntry } from "../store/change-appeal.ts";
import { caseInHand, loadAppeal } from "./in-hand.ts";

export const recordContactBound = bind(recordContact, {
  policy: mayLead,
  duty: "appeals.handle",
  subject: loadAppeal,
  run: async (context, input, appeal) => {
    const caseId = caseInHand(appeal);
    if (isRefusal(caseId)) return caseId;
    await writeEntry(context, appeal, { kind: "contact", told: true, text: input.text });
    // The first contact is the one that counts; later ones are on the page.
    const contactedAt = appeal.contacted_at ?? context.now;
    if (appeal.contacted_at === null) await changeAppeal(context.tx, appeal.id, { contacted_at: contactedAt });
    return { contactedAt: contactedAt.toISOString() };
  },
});
