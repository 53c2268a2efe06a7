import type { MeetingDocument, RuleDocument } from "./plain-judge.ts";

/** Random rules and meetings whose figures agree with each other, most of them near a threshold. */
type Figures = Record<string, number>;

export type Random = (below: number) => number;

/** mulberry32: the same numbers in every run. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export function oneOf<T>(random: Random, among: readonly T[]): T {
  const found = among[random(among.length)];
  if (found === undefined) throw new Error("nothing to choose from");
  return found;
}

/** 0 to `most`, half of the time within one of a usual share of it, where verdicts turn. */
function countUpTo(random: Random, most: number): number {
  if (random(2) === 0) return random(most + 1);
  const [numerator, denominator] = oneOf(random, SHARES);
  const near = Math.floor((most * numerator) / denominator) + random(3) - 1;
  return Math.min(most, Math.max(0, near));
}

const SHARES = [
  [1, 2],
  [2, 3],
  [3, 4],
  [1, 3],
  [1, 5],
  [1, 10],
  [4, 5],
  [1, 1],
] as const;

/** A rule that a deployer might write: one to three things counted, joined conditions, all bases. */
export function randomRule(random: Random): RuleDocument {
  const units = ["seats", "plots", "shares"].slice(0, 1 + random(3));
  const passing = joined(random, () => ({
    counted: oneOf(random, units),
    of: oneOf(random, ["all", "due", "present", "cast", "forOrAgainst"]),
    ...randomShare(random),
  }));
  const quorum = joined(random, () => ({
    of: oneOf(random, units),
    base: oneOf(random, ["all", "due"]),
    ...randomShare(random),
  }));
  const header = {
    format: "gongzhi-decision-rule/1",
    version: "1",
    name: { "zh-CN": "随机", en: "random" },
    level: "village",
    source: { text: "章程", edition: "1", confirmed: true },
    from: null,
  };
  return {
    ...header,
    id: "random",
    kind: "meeting",
    notice: { days: random(15), withAgenda: random(2) === 0 },
    forms: [{ id: "all", counts: units, quorum }],
    passing,
    ...(random(2) === 0 ? { recusal: { base: oneOf(random, ["stays", "shrinks"]) } } : {}),
    ...(random(2) === 0 ? { proxies: randomProxyRule(random) } : {}),
    ...(random(3) === 0 ? { methods: ["oral", "secret-ballot"] } : {}),
    ...(random(3) === 0 ? { requires: [{ fact: "studied", whenNotStated: oneOf(random, ["warning", "invalid"]) }] } : {}),
    ...(random(3) === 0 ? { mayDecide: ["paint", "plant"] } : {}),
    items: { plant: { passing: { counted: units[0] ?? "", of: "all", ...randomShare(random) } }, sell: { decidable: false } },
  };
}

function randomProxyRule(random: Random): NonNullable<RuleDocument["proxies"]> {
  return { allowed: random(3) > 0, written: random(2) === 0, holders: ["kin"], mostPerHolder: 1 + random(2) };
}

function randomShare(random: Random) {
  const denominator = 1 + random(7);
  const moreThan = denominator > 1 && random(2) === 0;
  const numerator = 1 + random(moreThan ? denominator - 1 : denominator);
  const share = random(2) === 0 ? `${numerator}/${denominator}` : { numerator, denominator };
  return moreThan ? { moreThan: share } : { atLeast: share };
}

function joined<Leaf extends object>(random: Random, leaf: () => Leaf) {
  const kind = random(3);
  if (kind === 0) return leaf();
  const pair = [leaf(), leaf()];
  const branches = [leaf(), random(3) > 0 ? leaf() : random(2) === 0 ? { allOf: pair } : { anyOf: pair }];
  return kind === 1 ? { allOf: branches } : { anyOf: branches };
}

/** A meeting of a rule, with a random part of what could be stated. */
export function randomMeeting(random: Random, rule: RuleDocument): MeetingDocument {
  const meeting: MeetingDocument = {};
  const items = Object.keys(rule.items ?? {});
  if (items.length > 0 && random(3) === 0) meeting.item = oneOf(random, [...items, "other-matter"]);
  const itemForms = rule.items?.[meeting.item ?? ""]?.forms;
  const roll: Figures = {};
  meeting.roll = roll;
  const forms = (rule.forms ?? []).filter((form) => itemForms?.includes(form.id) ?? true);
  if (forms.length > 0) {
    const form = oneOf(random, forms);
    for (const unit of form.counts) roll[unit] = 1 + random(600);
    if (form.counts.includes("representatives") && form.counts.includes("members")) {
      roll["members"] = (roll["representatives"] ?? 0) + random(8);
      if (random(2) === 0) delete roll["members"];
    }
    if (random(2) === 0) meeting.form = form.id;
    addNotice(random, meeting);
    if (random(10) > 0) addVote(random, rule, meeting, form.counts, roll);
  }
  addRollFigures(random, rule, roll);
  addInitiative(random, rule, meeting, roll);
  for (const wanted of rule.requires ?? []) {
    if (random(2) === 0) meeting.facts = { ...meeting.facts, [wanted.fact]: random(4) > 0 };
  }
  if (rule.methods !== undefined && random(2) === 0) meeting.method = oneOf(random, ["oral", "secret-ballot", "acclamation"]);
  return meeting;
}

function addNotice(random: Random, meeting: MeetingDocument): void {
  if (random(3) === 0) return;
  meeting.meetingDay = `2026-03-${String(12 + random(19)).padStart(2, "0")}`;
  if (random(5) === 0) return;
  const day = `2026-03-${String(1 + random(28)).padStart(2, "0")}`;
  meeting.notice = random(2) === 0 ? day : { day, ...(random(2) === 0 ? { withAgenda: random(3) > 0 } : {}) };
}

function addVote(random: Random, rule: RuleDocument, meeting: MeetingDocument, counts: readonly string[], roll: Figures): void {
  const [first = ""] = counts;
  // Where the roll leaves the first figure to its alias, the persons are counted under the alias.
  const persons = roll[first] === undefined ? (rule.aliases?.[first] ?? first) : first;
  // Those due to attend are of one form: a meeting that could be judged in several must name its own.
  if (random(3) === 0 && (meeting.form !== undefined || (rule.forms ?? []).length === 1))
    roll["due"] = Math.max(1, (roll[persons] ?? 1) - random(4));
  const attendance: Figures = {};
  for (const unit of counts) if (roll[unit] !== undefined) attendance[unit] = countUpTo(random, roll[unit]);
  const present = Math.min(attendance[persons] ?? 0, roll["due"] ?? Infinity);
  attendance[persons] = present;
  meeting.attendance = attendance;
  addProxies(random, meeting, present, counts);
  const steppedAside = random(4) === 0 ? random(Math.min(3, present) + 1) : 0;
  if (steppedAside > 0 || random(6) === 0) {
    meeting.recusal = random(2) === 0 ? { steppedAside } : { steppedAside, interested: steppedAside + random(3) };
  }
  if (rule.kind === "selection") {
    if (random(6) > 0) meeting.selection = randomRound(random, present - steppedAside);
    return;
  }
  if (random(6) === 0) return;
  const counted = countedUnits(rule, meeting, first);
  const most = (unit: string): number => (attendance[unit] ?? present) - (unit === first ? steppedAside : 0);
  const [only] = counted;
  if (counted.length === 1 && only !== undefined && random(2) === 0) meeting.ballots = randomTally(random, most(only));
  else meeting.ballots = Object.fromEntries(counted.map((unit) => [unit, randomTally(random, most(unit))]));
}

function addProxies(random: Random, meeting: MeetingDocument, present: number, counts: readonly string[]): void {
  if (random(4) > 0) return;
  const mandates = random(Math.min(6, present) + 1);
  if (counts.length === 1 && random(3) === 0) {
    meeting.proxies = mandates;
    return;
  }
  meeting.proxies = Array.from({ length: mandates }, () => ({
    holder: oneOf(random, ["p", "q", "r"]),
    ...(random(4) > 0 ? { written: random(5) > 0 } : {}),
    ...(random(4) > 0 ? { holderIs: oneOf(random, ["same-household-adult", "kin", "neighbour"]) } : {}),
    weights: Object.fromEntries(counts.slice(1).map((unit) => [unit, random(4)])),
  }));
}

function randomTally(random: Random, most: number) {
  const favour = countUpTo(random, most);
  const against = random(2) === 0 ? most - favour : random(most - favour + 1);
  const abstain = random(most - favour - against + 1);
  const invalid = random(most - favour - against - abstain + 1);
  return { for: favour, ...(against > 0 || random(2) === 0 ? { against } : {}), ...(abstain > 0 ? { abstain } : {}), invalid };
}

function randomRound(random: Random, most: number): NonNullable<MeetingDocument["selection"]> {
  const seats = 1 + random(8);
  const cast = countUpTo(random, most);
  const invalid = random(3) === 0 ? random(Math.floor(cast / 4) + 1) : 0;
  let left = (cast - invalid) * seats;
  const candidates = Array.from({ length: 1 + random(10) }, (_, index) => {
    const votes = Math.min(left, countUpTo(random, cast - invalid));
    left -= votes;
    return { id: `c${index}`, votes };
  });
  return { seats, cast, invalid, ...(random(4) === 0 ? { round: 2 } : {}), candidates };
}

/** What the passing measure of the meeting counts: the item's, the form's or the rule's. */
function countedUnits(rule: RuleDocument, meeting: MeetingDocument, persons: string): readonly string[] {
  type Passing = NonNullable<RuleDocument["passing"]>;
  const leaves = (tree: Passing): Passing[] => (tree.allOf ?? tree.anyOf)?.flatMap(leaves) ?? [tree];
  const passing = rule.items?.[meeting.item ?? ""]?.passing ?? rule.passing;
  return passing === undefined ? [persons] : [...new Set(leaves(passing).map((leaf) => leaf.counted ?? persons))];
}

function addRollFigures(random: Random, rule: RuleDocument, roll: Figures): void {
  const known = (name: string): string => (roll[name] === undefined ? (rule.aliases?.[name] ?? name) : name);
  for (const { count, of } of rule.composition ?? []) {
    if (of !== undefined && roll[known(of)] === undefined && random(2) === 0) roll[of] = 1 + random(300);
    const whole = of === undefined ? 12 : (roll[known(of)] ?? 40);
    if (roll[count] === undefined && random(3) > 0) roll[count] = countUpTo(random, whole);
  }
  // A part is no greater than its whole, in whatever order the two were drawn.
  for (const { count, of, atMost } of rule.composition ?? []) {
    const whole = of === undefined ? undefined : roll[known(of)];
    if (whole !== undefined && atMost === undefined && (roll[count] ?? 0) > whole && known(of ?? "") !== count) {
      roll[known(of ?? "")] = roll[count] ?? whole;
    }
  }
}

function addInitiative(random: Random, rule: RuleDocument, meeting: MeetingDocument, roll: Figures): void {
  const rights = rule.initiative ?? [];
  if (rights.length === 0 || random(3) > 0) return;
  const asked: Figures = {};
  for (const { of, least } of rights) {
    if (random(2) === 0 && Object.keys(asked).length > 0) continue;
    if (least === undefined) roll[of] ??= 1 + random(400);
    const whole = roll[of];
    asked[of] = whole === undefined ? random(12) : least === undefined ? countUpTo(random, whole) : Math.min(whole, random(12));
  }
  meeting.initiative = asked;
}
