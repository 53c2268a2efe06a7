import type { FilePurpose } from "#platform/capability.ts";
import { UPLOAD_PURPOSES } from "#platform/files/accept-upload.ts";
import { findAppealOfPhoto } from "../store/find-details.ts";
import { holdSealed } from "./hold-sealed.ts";
import { mayReadWords } from "../policy.ts";
import { findAppeal } from "../store/appeal-row.ts";

/** Photos are seen by the resident and by staff who may read the appeal; the public sees the released text only. */
export const PHOTO: FilePurpose = {
  rules: UPLOAD_PURPOSES.picture,
  mayRead: async (context, appealId) => {
    const appeal = await findAppeal(context.tx, appealId);
    return appeal !== undefined && mayReadWords.can(context.actor, appeal);
  },
  hold: async (context, fileId) => {
    const appealId = await findAppealOfPhoto(context.tx, fileId);
    return appealId !== undefined && (await holdSealed(context, (receipt) => receipt.appealId === appealId));
  },
};
