import { bind } from "#platform/capability.ts";
import { refuse } from "#platform/refusal.ts";
import { discardDraft } from "../contract/discard-draft.ts";
import { mayEnactProcedure } from "../policy.ts";
import { findDraft, takeDraft } from "../store/drafts.ts";

export const discardDraftBound = bind(discardDraft, {
  policy: mayEnactProcedure,
  duty: "cases.enact",
  subject: async ({ tx }, { id }) => await findDraft(tx, id),
  run: async (context, { id }, { key }) => {
    context.subject(id);
    return (await takeDraft(context.tx, id)) ? { key } : refuse("absent", "absent");
  },
});
