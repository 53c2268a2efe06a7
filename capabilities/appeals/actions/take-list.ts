import { buffer } from "node:stream/consumers";
import { bind, type ActionContext } from "#platform/capability.ts";
import { hasDuty } from "#platform/actor.ts";
import { legalDay } from "#platform/legal-day.ts";
import { signedIn } from "#platform/policy.ts";
import { refuse } from "#platform/refusal.ts";
import { writeCsv } from "#platform/spreadsheets/write-csv.ts";
import { writeXlsx } from "#platform/spreadsheets/write-xlsx.ts";
import { LIST_FILE_MOST, takeList } from "../contract/take-list.ts";
import { areasReadWhole, DUTIES, mayReadAsStaff } from "../policy.ts";
import { listAppealRows, type ListedRow, type ListFilter } from "../store/list-appeals.ts";
import { listRankedRows, rankAppeals } from "../store/search-appeals.ts";
import { LIST_WORDS } from "./list-words.ts";
import { readWords } from "./read-words.ts";

export const takeListBound = bind(takeList, {
  policy: signedIn,
  audited: true,
  limits: [{ by: "account", points: 60, seconds: 3_600 }],
  run: async (context, { format, locale = "zh-CN", q, ...filter }) => {
    if (!DUTIES.some((duty) => hasDuty(context.actor, duty)))
      return refuse("forbidden", "not-allowed", { facts: { needs: mayReadAsStaff.says } });
    const rows = await rowsOf(context, filter, q);
    if (rows.length > LIST_FILE_MOST) return refuse("too-large", "list-too-large", { facts: { most: LIST_FILE_MOST } });
    const words = LIST_WORDS[locale];
    const cells = rows.map((row) => cellsOf(row, words));
    const file = format === "csv" ? writeCsv(words.headings, cells) : writeXlsx(words.sheet, words.headings, cells);
    return {
      fileName: `${words.sheet}-${context.tenant.slug}-${legalDay(context.now)}.${format}`,
      mediaType:
        format === "csv" ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      base64: (await buffer(file)).toString("base64"),
    };
  },
});

/** As the list shows them: the best finds first, or the newest. */
async function rowsOf({ tx, actor }: ActionContext, filter: ListFilter, q: string | undefined): Promise<readonly ListedRow[]> {
  const asked = readWords(q);
  if (asked === null) return [];
  const visible = mayReadAsStaff.where(actor, "a");
  const size = LIST_FILE_MOST + 1;
  if (asked !== undefined) {
    const search = {
      words: "own",
      filter,
      tsquery: asked.tsquery,
      after: undefined,
      size,
      whole: areasReadWhole(actor),
    } as const;
    const ranking = await rankAppeals(tx, visible, search);
    if (typeof ranking === "object") return await listRankedRows(tx, "own", visible, filter, ranking.best);
  }
  return await listAppealRows(tx, "own", visible, filter, undefined, size, asked?.tsquery);
}

function cellsOf(row: ListedRow, words: (typeof LIST_WORDS)[keyof typeof LIST_WORDS]): readonly string[] {
  const { number, state, outcome, area, matter, unit, raised_at, due_at, imported, archived } = row;
  const remarks = [...(imported ? [words.imported] : []), ...(archived ? [words.archived] : [])];
  const days = [legalDay(raised_at), due_at === null ? "" : legalDay(due_at)];
  return [
    number,
    words.states[state],
    outcome === null ? "" : words.outcomes[outcome],
    area,
    matter,
    unit,
    ...days,
    remarks.join("、"),
  ];
}
