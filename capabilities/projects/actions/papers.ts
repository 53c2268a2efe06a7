import { bind, type FilePurpose } from "#platform/capability.ts";
import { UPLOAD_PURPOSES } from "#platform/files/accept-upload.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { hangPapers } from "../contract/hang-papers.ts";
import { MOST_PARTS } from "../contract/project-views.ts";
import { findPapers, hangFiles } from "../store/papers.ts";
import { inState, kept, KEPT } from "./work.ts";

/** What hangs on a project is everybody's (`file.public`). */
export const FILES: Readonly<Record<string, FilePurpose>> = {
  photo: { rules: UPLOAD_PURPOSES.picture, mayRead: async () => true },
  paper: { rules: UPLOAD_PURPOSES.document, mayRead: async () => true },
};

export const hangPapersBound = bind(hangPapers, {
  ...KEPT,
  run: async (context, { id, caption, photoIds = [], paperIds = [] }, project) => {
    const refused = inState(project, "running", "done", "accepted");
    if (refused !== undefined) return refused;
    if (photoIds.length + paperIds.length === 0) return refuseField("/photoIds", "file-wanted");
    const hung = await findPapers(context.tx, id);
    if (hung.length + photoIds.length + paperIds.length > MOST_PARTS)
      return refuse("conflict", "too-many-parts", { facts: { most: MOST_PARTS } });
    const on = legalDay(context.now);
    if (!(await hangFiles(context, project, { photo: true, ids: photoIds, caption, on })))
      return refuseField("/photoIds", "file-not-yours");
    if (!(await hangFiles(context, project, { photo: false, ids: paperIds, caption, on })))
      return refuseField("/paperIds", "file-not-yours");
    return await kept(context, project);
  },
});
