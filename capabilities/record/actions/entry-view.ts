import type { EntryRow } from "../store/find-entries.ts";
import type { RecordSource } from "./sources.ts";

/** What lists and the entry's own page both show. A kind whose capability is gone is called by its code. */
export function listedEntry(row: EntryRow, sources: ReadonlyMap<string, RecordSource>) {
  const source = sources.get(row.kind);
  return {
    index: row.index,
    kind: row.kind,
    kindName: source?.name ?? row.kind,
    kindNameEn: source?.nameEn ?? row.kind,
    subject: row.subject,
    title: row.title,
    form: row.form,
    on: row.on_day,
  };
}
