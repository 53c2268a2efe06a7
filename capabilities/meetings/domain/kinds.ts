import { DecisionRefusal, resolveRule, type RuleVersion } from "@gongzhi/decision-rules";
import { ownMeasures, type OwnMeasures } from "./own-measures.ts";

/** One kind of meeting as the rule `meetings.kinds` has it. */
export type Kind = OwnMeasures & {
  readonly id: string;
  /** Its place in lists: the database keeps the figures of a rule in no order. */
  readonly order: number;
  /** The decision rule that holds quorum, majority, notice, proxies and recusal. */
  readonly decides: string;
  /** `any`: a village or a community; `neighbourhood`: a residential quarter of a community. */
  readonly place: "village" | "community" | "group" | "neighbourhood" | "any";
  /** Ways to make up who is due: kinds of rolls; `posts`: whoever holds a post in `bodies`; `own-posts`: in the body that convenes. */
  readonly due: readonly string[];
  readonly bodies: readonly string[];
  /** Kinds of organizations that may convene it. */
  readonly convener: readonly string[];
  /** A place's own notice, longer than the law's; 0: the law's. */
  readonly noticeDays: number;
  readonly tellers: number;
  readonly proxies: boolean;
  /** Its agenda is everybody's from the notice on. */
  readonly open: boolean;
};

/** How each way of being due is called in the decision rules. A way that is not here has no roll this house can draw. */
const FORM_OF: Readonly<Record<string, string>> = {
  adults: "adults",
  households: "households",
  "villagers-representatives": "members",
  "residents-delegates": "group-representatives",
  "collective-members": "members",
  "collective-delegates": "delegates",
  posts: "members",
  "own-posts": "members",
  "party-members": "members",
  owners: "owners",
};

/** Ways whose people are known to a store of their own alone. */
const CLOSED: ReadonlySet<string> = new Set(["party-members"]);

/** What owners are counted by beside their number, as the decision rules call it. */
export const FLOOR = "area";

/** Does this rule count the floor area of those who take part, in whole 1/100 m²? */
export function countsFloor({ forms }: Pick<RuleVersion, "forms">): boolean {
  return forms.some(({ counts }) => counts.includes(FLOOR));
}

/** Kept in whole 1/100 m², and read in m². */
const IN_SQUARE_METRES = {
  decimals: { [FLOOR]: 2 },
  labels: { [FLOOR]: { "zh-CN": "专有部分面积（平方米）", en: "floor area (m²)" } },
};

export function isClosed(due: string): boolean {
  return CLOSED.has(due);
}

/** Statutory elections and recalls of committees, by name: the law keeps them for the registered voters. */
const STATUTORY = /(?:^|-)election|committee-recall|选举/i;

export function isStatutory(kind: string): boolean {
  return STATUTORY.test(kind);
}

export function readKinds(parameters: Readonly<Record<string, unknown>>): readonly Kind[] {
  const kinds = (parameters["kinds"] ?? {}) as Readonly<Record<string, Omit<Kind, "id">>>;
  return Object.entries(kinds)
    .map(([id, kind]) => ({ ...kind, id }))
    .toSorted((one, other) => one.order - other.order);
}

/** Undefined: nobody can draw this roll here yet. */
export function formOf(due: string): string | undefined {
  return Object.hasOwn(FORM_OF, due) ? FORM_OF[due] : undefined;
}

/**
 * The document the meeting is judged by on its day: the shipped rule, tightened by what the place asks for.
 * @throws DecisionRefusal where the place would loosen the law, or no version is in force that day
 */
export function decisionDocument(kind: Kind, day: string): { readonly document: object; readonly rule: RuleVersion } {
  const shipped = resolveRule({ use: kind.decides }, day);
  const notice = kind.noticeDays > 0 && kind.noticeDays !== shipped.notice?.days ? { notice: { days: kind.noticeDays } } : {};
  const proxies = shipped.proxies?.allowed === true && !kind.proxies ? { proxies: { allowed: false } } : {};
  const written = countsFloor(shipped) ? IN_SQUARE_METRES : {};
  const tightened = { ...notice, ...proxies, ...ownMeasures(kind, shipped), ...written };
  const document = {
    use: kind.decides,
    version: shipped.version,
    ...(Object.keys(tightened).length === 0 ? {} : { with: tightened }),
  };
  return { document, rule: resolveRule(document, day) };
}

export { DecisionRefusal, resolveRule, type RuleVersion };
