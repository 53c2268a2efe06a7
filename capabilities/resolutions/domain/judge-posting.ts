import { addDays, daysBetween } from "@gongzhi/working-days";

type Posting = {
  readonly posted_on: string;
  readonly posted_until: string;
  readonly objections: number;
  readonly answered: number;
};
type Fact = {
  readonly met: boolean;
  readonly sentence: { readonly "zh-CN": string; readonly en: string };
  readonly figure: number;
  readonly threshold: number;
};

/** Its last whole day: the day it is put up is not counted. */
export function lastDay(postedOn: string, days: number): string {
  return addDays(postedOn, days);
}

/** Whether what was posted has hung for its days, and whether whoever objected was answered. Both are told, met or not. */
export function judgePosting(posting: Posting | undefined, today: string): readonly Fact[] {
  if (posting === undefined)
    return [{ met: false, sentence: { "zh-CN": "还没有公示。", en: "Not posted yet." }, figure: 0, threshold: 1 }];
  const { posted_on: from, posted_until: until, objections, answered } = posting;
  const days = daysBetween(from, until);
  const hung = Math.min(days, Math.max(0, daysBetween(from, today) - 1));
  const over = today > until;
  const open = objections - answered;
  return [
    {
      met: over,
      sentence: over
        ? { "zh-CN": `已公示满 ${days} 日（${from} 至 ${until}）。`, en: `Posted for its ${days} days (${from} to ${until}).` }
        : {
            "zh-CN": `要公示 ${days} 日，到 ${until} 二十四时止；现在满 ${hung} 日。`,
            en: `To hang ${days} days, until the end of ${until}; ${hung} are over.`,
          },
      figure: over ? days : hung,
      threshold: days,
    },
    {
      met: open === 0,
      sentence:
        objections === 0
          ? { "zh-CN": "公示期间没有人提出异议。", en: "Nobody has objected." }
          : {
              "zh-CN": `收到异议 ${objections} 件，已答复 ${answered} 件${open === 0 ? "。" : `，还有 ${open} 件没有答复。`}`,
              en: `${objections} objections, ${answered} answered${open === 0 ? "." : `, ${open} not yet.`}`,
            },
      figure: answered,
      threshold: objections,
    },
  ];
}
