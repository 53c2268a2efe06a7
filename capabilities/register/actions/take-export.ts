import { buffer } from "node:stream/consumers";
import { bind, type ActionContext } from "#platform/capability.ts";
import { maskIdentityNumber } from "#platform/identifiers/identity-number.ts";
import { maskPhone } from "#platform/identifiers/phone.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse } from "#platform/refusal.ts";
import { writeCsv } from "#platform/spreadsheets/write-csv.ts";
import { writeXlsx } from "#platform/spreadsheets/write-xlsx.ts";
import { EXPORT_MOST } from "../contract/ask-export.ts";
import { takeExport } from "../contract/take-export.ts";
import { isExporter, mayReadEntries, mayTakeExport } from "../policy.ts";
import { countDownload, lockExport } from "../store/exports.ts";
import { listPersonRows, type ListedPersonRow } from "../store/list-persons.ts";
import { openNumber } from "../store/person-row.ts";
import { EXPORT_WORDS, type ExportLocale } from "./export-words.ts";
import { refuseTaking } from "./exports.ts";

/** Entries that may be added between the asking and the taking. */
const MAY_HAVE_COME = 10;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export const takeExportBound = bind(takeExport, {
  policy: mayTakeExport,
  duty: "register.read",
  keepsAnswer: false,
  subject: async ({ tx }, { id }) => await lockExport(tx, id),
  run: async (context, { id, format, locale = "zh-CN" }, row) => {
    // The post it was asked under may have ended since.
    if (!isExporter.can(context.actor, {})) return refuse("forbidden", "not-allowed", { facts: { needs: isExporter.says } });
    const refusal = refuseTaking(context, row);
    if (refusal !== undefined) return refusal;
    const { tx, house, actor, now } = context;
    const list = { tx, keys: house.keys, visible: mayReadEntries.where(actor, "p"), filter: row.filter, leaves: true as const };
    const persons = await listPersonRows(list, undefined, EXPORT_MOST + 1);
    // What was agreed to was so many: a few may have come since, not a village.
    if (persons.length > Math.min(EXPORT_MOST, row.persons + MAY_HAVE_COME))
      return refuse("conflict", "export-grown", { facts: { persons: row.persons } });
    for (const person of persons) context.looked(person.id, "register.export");
    await countDownload(tx, id);
    context.subject(id);
    const words = EXPORT_WORDS[locale];
    const mark = `${id.slice(-8)} ${actor.name ?? ""} ${legalDay(now)}`;
    const rows = persons.map((person) => cellsOf(context, person, locale, mark));
    const file = format === "csv" ? writeCsv(words.headings, rows) : writeXlsx(words.sheet, words.headings, rows);
    return {
      fileName: `${words.sheet}-${legalDay(now)}-${id.slice(-8)}.${format}`,
      mediaType: format === "csv" ? "text/csv; charset=utf-8" : XLSX,
      base64: (await buffer(file)).toString("base64"),
    };
  },
});

/** Numbers stay masked in a file: it leaves the house, and nobody sees who opens it. Every line carries the mark of who took it. */
function cellsOf(
  { house: { keys } }: ActionContext,
  row: ListedPersonRow,
  locale: ExportLocale,
  mark: string,
): readonly string[] {
  const words = EXPORT_WORDS[locale];
  const phone = openNumber(keys, row, "phone_cipher");
  const identity = openNumber(keys, row, "identity_cipher");
  return [
    row.name,
    row.sex === null ? "" : words.sexes[row.sex],
    row.born_on ?? "",
    identity === "" ? "" : maskIdentityNumber(identity),
    phone === "" ? "" : maskPhone(phone),
    row.area,
    row.group_name,
    row.household_number,
    row.address,
    words.standings[row.standing as keyof typeof words.standings],
    mark,
  ];
}
