import type { ActionContext } from "#platform/capability.ts";
import type { RateCell } from "../domain/reckon-rates.ts";
import { sumCells } from "../store/rate-cells.ts";

type Asked = { readonly path: string; readonly from: string; readonly to: string };

const HEAD = ["月份", "受理派单", "按时联系", "已评价", "评价为解决", "评价为满意"];
const COUNTED = ["dispatched", "contactedInTime", "judged", "solved", "satisfied"] as const;

/** A source of disclosures: the counts of appeals by month that the public rates are reckoned from (`disclosure.sources`). */
export const DISCLOSED = {
  name: "诉求办理情况",
  nameEn: "Figures of appeals",
  draft: async ({ tx }: ActionContext, { path, from, to }: Asked) => {
    const filter = { from: `${from.slice(0, 7)}-01`, to: `${to.slice(0, 7)}-01`, area: path };
    const { appeals } = await sumCells(tx, filter, "month");
    const months = [...new Set(appeals.map(({ month }) => month))].toSorted();
    const rows = months.map((month) => [month, ...sums(appeals.filter((cell) => cell.month === month))]);
    const total = ["合计", ...sums(appeals)];
    const text = rows.length === 0 ? "本期没有受理诉求。" : `本期共受理派单 ${total[1] ?? "0"} 件。统计口径见诉求三率。`;
    return [{ heading: "诉求办理情况", text, table: rows.length === 0 ? [] : [HEAD, ...rows, total] }];
  },
};

function sums(cells: readonly RateCell[]): readonly string[] {
  return COUNTED.map((measure) => String(cells.reduce((sum, cell) => sum + cell[measure], 0)));
}
