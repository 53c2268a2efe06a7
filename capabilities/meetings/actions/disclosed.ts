import type { ActionContext } from "#platform/capability.ts";
import { findResultsBetween } from "../store/publications.ts";

const CHOICES = ["for", "against", "abstain"] as const;

/** （1234.56 平方米） behind a count of owners. */
function inSquareMetres(floorDm2: number | undefined): string {
  if (floorDm2 === undefined) return "";
  return `（${Math.floor(floorDm2 / 100)}.${String(floorDm2 % 100).padStart(2, "0")} 平方米）`;
}

type Asked = { readonly path: string; readonly from: string; readonly to: string };
type Result = {
  readonly title: string;
  readonly day: string;
  /** Not there where it was erased. */
  readonly items?: readonly {
    readonly title: string;
    readonly votes: { readonly for: number; readonly against: number; readonly abstain: number } | null;
    /** Of owners: the floor area behind each choice in whole 1/100 m². */
    readonly floors?: Readonly<Record<(typeof CHOICES)[number], number>>;
    readonly outcome: string;
  }[];
};

const HEAD = ["日期", "会议", "议题", "赞成", "反对", "弃权", "结果"];
const OUTCOMES: Readonly<Record<string, string>> = { passed: "通过", failed: "未通过", "not-voted": "未表决" };

/** A source of disclosures: what the meetings of a place decided, as it was published (`disclosure.sources`). */
export const DISCLOSED = {
  name: "会议结果",
  nameEn: "Results of meetings",
  draft: async ({ tx }: ActionContext, asked: Asked) => {
    const results = (await findResultsBetween(tx, asked)) as unknown as readonly Result[];
    const rows = results.flatMap(({ title, day, items = [] }) =>
      items.map((item) => [
        day,
        title,
        item.title,
        ...CHOICES.map((choice) => `${item.votes?.[choice] ?? "—"}${inSquareMetres(item.floors?.[choice])}`),
        OUTCOMES[item.outcome] ?? "无效",
      ]),
    );
    const text = rows.length === 0 ? "本期没有公布过会议结果。" : `本期共公布 ${results.length} 次会议的结果。`;
    return [{ heading: "会议讨论决定的事项", text, table: rows.length === 0 ? [] : [HEAD, ...rows] }];
  },
};
