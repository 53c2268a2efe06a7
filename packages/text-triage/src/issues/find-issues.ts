import { maskPersonalData } from "../mask/mask.ts";
import { TriageRefusal } from "../refusal.ts";
import { groupRows } from "./group.ts";
import { DEFAULT_HEAT, heatOf, type HeatFormula, type IssueFigures } from "./heat.ts";
import { type IssueText, ISSUE_TEXTS_MAX } from "./issue-text.ts";
import { buildIssueVectors } from "./issue-vectors.ts";

/** Messages on one matter, in one place if the matter has one, without a long silence between them. */
export type Issue = {
  /** The title of the message nearest to the middle, persons masked. */
  readonly title: string;
  readonly heat: number;
  /** Nearest to the middle first. */
  readonly ids: readonly string[];
  /** What the heat was made of. */
  readonly figures: IssueFigures;
  /** First and last message, milliseconds since 1970, where times are known. */
  readonly from?: number;
  readonly to?: number;
};

export type IssueOptions = {
  readonly formula?: HeatFormula;
  /** A silence longer than this ends an issue: what comes after is a new one. By default 180 days. */
  readonly silenceDays?: number;
};

const SILENCE_DAYS = 180;
const DAY = 86_400_000;
const TITLE_UNITS_MIN = 6;
const TITLE_UNITS_MAX = 60;

type Member = { readonly text: IssueText; readonly cosine: number };

/**
 * Groups messages into issues, hottest first. Refuses more than 20,000 texts (`too-many-texts`) and ids that stand twice
 * (`duplicate-id`). A message is in one issue at most; one that is like no other is in none.
 */
export function findIssues(texts: readonly IssueText[], options: IssueOptions = {}): readonly Issue[] {
  const { formula = DEFAULT_HEAT, silenceDays = SILENCE_DAYS } = options;
  if (texts.length > ISSUE_TEXTS_MAX) {
    throw new TriageRefusal(
      "too-many-texts",
      `${texts.length} texts are more than the ${ISSUE_TEXTS_MAX} that are grouped at once`,
    );
  }
  assertUniqueIds(texts);
  if (!(silenceDays > 0)) throw new TriageRefusal("bad-option", `a silence lasts more than 0 days, not ${silenceDays}`);
  const newest = texts.reduce((latest, { time }) => Math.max(latest, time ?? -Infinity), -Infinity);
  const issues = groupRows(buildIssueVectors(texts)).flatMap(({ rows, cosines }) => {
    const members = rows.map((row, place) => ({ text: texts[row]!, cosine: cosines[place]! }));
    return splitBySilence(members, silenceDays * DAY).map((part) => describe(part, formula, newest));
  });
  return issues
    .filter(({ ids }) => ids.length > 1)
    .sort((one, other) => other.heat - one.heat || other.ids.length - one.ids.length || (one.ids[0]! < other.ids[0]! ? -1 : 1));
}

function assertUniqueIds(texts: readonly IssueText[]): void {
  const met = new Set<string>();
  for (const { id } of texts) {
    if (met.has(id)) throw new TriageRefusal("duplicate-id", `the id ${id} stands twice`);
    met.add(id);
  }
}

/** Members in the order of time, cut where nobody wrote for long; those without a time stay with the largest part. */
function splitBySilence(members: readonly Member[], silence: number): readonly (readonly Member[])[] {
  const timed = members.filter(({ text }) => text.time !== undefined).sort((one, other) => one.text.time! - other.text.time!);
  const parts: Member[][] = [];
  for (const member of timed) {
    const open = parts.at(-1);
    const last = open?.at(-1)?.text.time;
    if (open === undefined || last === undefined || member.text.time! - last > silence) parts.push([member]);
    else open.push(member);
  }
  const timeless = members.filter(({ text }) => text.time === undefined);
  if (timeless.length === 0) return parts;
  const largest = parts.reduce<Member[] | undefined>(
    (best, part) => (best === undefined || part.length > best.length ? part : best),
    undefined,
  );
  if (largest === undefined) return [timeless];
  largest.push(...timeless);
  return parts;
}

function describe(members: readonly Member[], formula: HeatFormula, newest: number): Issue {
  const nearest = [...members].sort((one, other) => other.cosine - one.cosine || (one.text.id < other.text.id ? -1 : 1));
  const times = members.flatMap(({ text }) => (text.time === undefined ? [] : [text.time]));
  const reporters = new Set(members.map(({ text }) => text.reporter ?? `only ${text.id}`)).size;
  const from = Math.min(...times);
  const to = Math.max(...times);
  const timed = times.length > 0;
  const figures: IssueFigures = {
    reporters,
    repeats: members.length - reporters,
    likes: sum(members, "likes"),
    dislikes: sum(members, "dislikes"),
    days: timed ? Math.max(1, (to - from) / DAY) : 1,
    quietDays: timed ? (newest - to) / DAY : 0,
  };
  return {
    title: titleOf(nearest),
    heat: heatOf(figures, formula),
    ids: nearest.map(({ text }) => text.id),
    figures,
    ...(timed ? { from, to } : {}),
  };
}

function sum(members: readonly Member[], what: "likes" | "dislikes"): number {
  return members.reduce((total, { text }) => total + Math.max(0, text[what] ?? 0), 0);
}

/** The first title that says enough; else the nearest message's beginning. */
function titleOf(nearest: readonly Member[]): string {
  const titles = nearest.map(({ text }) => text.title.replaceAll(/\s+/gu, " ").trim());
  const chosen =
    titles.find(({ length }) => length >= TITLE_UNITS_MIN && length <= TITLE_UNITS_MAX) ?? titles.find((title) => title !== "");
  const given = chosen ?? nearest[0]!.text.detail.replaceAll(/\s+/gu, " ").trim();
  return maskPersonalData(given).text.slice(0, TITLE_UNITS_MAX).toWellFormed();
}
