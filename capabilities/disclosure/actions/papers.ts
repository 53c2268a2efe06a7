import type { FilePurpose } from "#platform/capability.ts";
import { UPLOAD_PURPOSES } from "#platform/files/accept-upload.ts";
import { mayReadDraft } from "../policy.ts";
import { findItem } from "../store/items.ts";

/** Papers of a draft are read by whoever works on it; published with it, they are everybody's (`file.public`). */
export const PAPERS: Readonly<Record<string, FilePurpose>> = {
  paper: {
    rules: UPLOAD_PURPOSES.document,
    mayRead: async (context, itemId) => {
      const item = await findItem(context.tx, itemId);
      return item !== undefined && mayReadDraft.can(context.actor, item);
    },
  },
};
