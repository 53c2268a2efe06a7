import { bind, type ActionContext } from "#platform/capability.ts";
import { Rollback } from "#platform/db/database.ts";
import { FILE_KINDS } from "#platform/files/kinds.ts";
import { isRefusal, refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { beginImport } from "../contract/begin-import.ts";
import { maySteward } from "../policy.ts";
import { deleteUpload, findUpload } from "../store/find-upload.ts";
import { openTable, putTable } from "./import-list.ts";
import { isArea } from "./places.ts";

export const beginImportBound = bind(beginImport, {
  policy: maySteward,
  duty: "register.steward",
  subject: async (_, { area }) => ({ division_path: area }),
  run: async (context, { fileId, area }) => {
    const { tx, house } = context;
    if (!(await isArea(context, area))) return refuseField("/area", "no-such-area");
    const upload = await findUpload(tx, fileId, context.actor.accountId ?? "visitor");
    if (upload === undefined) return refuse("conflict", "file-gone");
    const taken = await takeIn(context, upload, area);
    // The file holds everybody's numbers as they are: it goes, whatever became of it.
    if (isRefusal(taken)) {
      await house.files.remove(upload.sha256);
      throw new Rollback(taken);
    }
    await deleteUpload(tx, fileId);
    context.afterCommit(async () => await house.files.remove(upload.sha256));
    context.subject(taken.id);
    return taken;
  },
});

type Upload = { readonly sha256: string; readonly name: string; readonly media_type: string };

async function takeIn(
  context: ActionContext,
  { sha256, name, media_type: type }: Upload,
  area: string,
): Promise<{ readonly id: string; readonly rows: number } | Refusal> {
  const table = await openTable(context.house.files.path(sha256), type === FILE_KINDS.xlsx.mediaType ? "xlsx" : "csv");
  const taken = isRefusal(table) ? table : await putTable(context, { name, sha256, path: area }, table);
  if (!isRefusal(taken) || taken.code.startsWith("list-")) return taken;
  // What a table is refused for is the platform's to say; the form says it beside the file.
  return refuseField("/fileId", taken.code, taken.facts);
}
