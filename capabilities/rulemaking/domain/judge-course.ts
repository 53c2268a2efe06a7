import { daysBetween } from "@gongzhi/working-days";
import { keptFrom, type RuleKind } from "./kinds.ts";

type Fact = {
  readonly met: boolean;
  readonly sentence: { readonly "zh-CN": string; readonly en: string };
  readonly figure?: number | null;
  readonly threshold?: number | null;
  readonly article?: string | null;
  readonly text?: string | null;
  readonly path?: string;
};

type Consultation = {
  readonly opened_on: string;
  readonly open_until: string;
  readonly comments: number;
  readonly answered: number;
};

/** Whether the draft was open for its days, and whether whoever spoke was answered. Both are told, met or not. */
export function judgeConsultation(consultation: Consultation | undefined, today: string): readonly Fact[] {
  if (consultation === undefined)
    return [
      { met: false, sentence: { "zh-CN": "还没有公开征求意见。", en: "Not yet open to comments." }, figure: 0, threshold: 1 },
    ];
  const { opened_on: from, open_until: until, comments, answered } = consultation;
  const days = daysBetween(from, until);
  const past = Math.min(days, Math.max(0, daysBetween(from, today) - 1));
  const over = today > until;
  const open = comments - answered;
  return [
    {
      met: over,
      sentence: over
        ? {
            "zh-CN": `已公开征求意见 ${days} 日（${from} 至 ${until}）。`,
            en: `Open to comments for its ${days} days (${from} to ${until}).`,
          }
        : {
            "zh-CN": `要征求意见 ${days} 日，到 ${until} 二十四时止；现在满 ${past} 日。`,
            en: `Open to comments for ${days} days, until the end of ${until}; ${past} are over.`,
          },
      figure: over ? days : past,
      threshold: days,
    },
    {
      met: open === 0,
      sentence:
        comments === 0
          ? { "zh-CN": "没有人提出意见。", en: "Nobody commented." }
          : {
              "zh-CN": `收到意见 ${comments} 条，已答复 ${answered} 条${open === 0 ? "。" : `，还有 ${open} 条没有答复。`}`,
              en: `${comments} comments, ${answered} answered${open === 0 ? "." : `, ${open} not yet.`}`,
            },
      figure: answered,
      threshold: comments,
    },
  ];
}

/** A resolution of another chain, as the capability that keeps it tells it (`rulemaking.grounds`). */
export type Ground = {
  readonly path: string;
  readonly area: string;
  readonly wording: string;
  readonly matter: string | null;
  /** Kinds of meetings that may have passed it. */
  readonly bodies: readonly string[];
  /** Passed, and posted for its days. */
  readonly stands: boolean;
  readonly facts: readonly Fact[];
};

type Asked = {
  readonly number: string;
  readonly area: string;
  readonly wording: string;
  readonly kind: RuleKind;
  readonly today: string;
};

/** Whether a resolution passed this very text, by a body that may pass it. */
export function judgeGround(ground: Ground | undefined, { number, area, wording, kind, today }: Asked): readonly Fact[] {
  const shut = (zh: string, en: string): Fact => ({
    met: false,
    sentence: { "zh-CN": zh, en },
    ...(ground && { path: ground.path }),
  });
  if (ground === undefined) return [shut(`没有编号为 ${number} 的决议。`, `There is no resolution ${number}.`)];
  if (ground.area !== area) return [shut("这项决议是别的地方的。", "That resolution is of another place.")];
  if (ground.wording !== wording || (ground.matter ?? "") !== kind.matter)
    return [shut("这项决议表决的不是这份定稿：校验码不同。", "That resolution is about another text: the digests differ.")];
  const other = ground.bodies.find((body) => !kind.passedBy.includes(body) && keptFrom(body, kind.matter, today) === undefined);
  if (other !== undefined)
    return [shut("通过这项决议的会议无权通过这类制度。", "The body behind that resolution may not pass this kind of rule.")];
  if (!ground.stands)
    return [
      shut("这项决议还没有通过并公示期满。", "That resolution is not passed and posted for its days yet."),
      ...ground.facts,
    ];
  return ground.facts;
}

/** Whether what was passed was filed upward. */
export function judgeFiling(filedOn: string | null): readonly Fact[] {
  return filedOn === null
    ? [{ met: false, sentence: { "zh-CN": "还没有报上级备案。", en: "Not yet filed upward." } }]
    : [{ met: true, sentence: { "zh-CN": `已在 ${filedOn} 报上级备案。`, en: `Filed upward on ${filedOn}.` } }];
}
