/**
 * A second, plain implementation, read off the law and the format's description: no code in common with `src`, documents as they
 * are written in JSON, cross-multiplied BigInts instead of thresholds. The property test compares it with `judge` on 100,000
 * random meetings, and the bench runs it beside ours. It takes consistent figures only.
 */
type Figures = Record<string, number>;
type Share = string | { numerator: number; denominator: number };
type Measure = { moreThan?: Share; atLeast?: Share; atMost?: Share };
type Leaf = Measure & { of?: string; base?: string; counted?: string };
type Tree = Leaf & { allOf?: Tree[]; anyOf?: Tree[] };
type Form = { id: string; counts: string[]; quorum?: Tree; passing?: Tree };
type Notice = { days: number; withAgenda?: boolean };
type Item = { decidable?: boolean; forms?: string[]; quorum?: Tree; passing?: Tree; notice?: Notice };

/** A rule as it is written; `schemas/rule.schema.json` says what each field means. */
export type RuleDocument = {
  id: string;
  kind: string;
  to?: string | null;
  aliases?: Record<string, string>;
  items?: Record<string, Item>;
  forms?: Form[];
  quorum?: Tree;
  passing?: Tree;
  notice?: Notice;
  initiative?: (Measure & { of: string; least?: number })[];
  composition?: (Measure & { count: string; of?: string; least?: number; most?: number; odd?: boolean; effect?: string })[];
  requires?: { fact: string; whenNotStated?: string; items?: string[] }[];
  methods?: string[];
  mayDecide?: string[];
  recusal?: { base?: string };
  proxies?: { allowed: boolean; written?: boolean; holders?: string[]; mostPerHolder?: number };
  selection?: { leastSeats?: number; mostSeats?: number; odd?: boolean; elected: Leaf; laterRound?: Leaf };
};

type Tally = { for: number; against?: number; abstain?: number; invalid?: number };
type Mandate = { holder: string; written?: boolean; holderIs?: string; weights?: Figures };

/** A meeting as it is written; `schemas/meeting.schema.json`. */
export type MeetingDocument = {
  form?: string;
  item?: string;
  meetingDay?: string;
  notice?: string | { day: string; withAgenda?: boolean };
  roll?: Figures;
  attendance?: Figures;
  ballots?: Tally | Record<string, Tally>;
  selection?: { seats: number; cast: number; invalid?: number; round?: number; candidates: { id: string; votes: number }[] };
  initiative?: Figures;
  proxies?: number | Mandate[];
  recusal?: { steppedAside?: number; interested?: number };
  facts?: Record<string, boolean>;
  method?: string;
};

export type PlainVerdict = {
  held: boolean | null;
  valid: boolean | null;
  passed: boolean | null;
  mustBeCalled: boolean | null;
  beyondPower: boolean;
  elected: string[] | null;
};

export function plainJudge(rule: RuleDocument, meeting: MeetingDocument): PlainVerdict {
  const item = meeting.item === undefined ? undefined : rule.items?.[meeting.item];
  const beyondPower =
    item?.decidable === false ||
    (meeting.item !== undefined && rule.mayDecide !== undefined && !rule.mayDecide.includes(meeting.item));
  const mustBeCalled = meeting.initiative === undefined ? null : enoughAsk(rule, meeting, meeting.initiative);
  const onlyAsked =
    meeting.initiative !== undefined &&
    meeting.attendance === undefined &&
    meeting.notice === undefined &&
    meeting.item === undefined;
  const checks = onlyAsked ? [] : procedure(rule, meeting, item);
  if (rule.kind === "recall" && mustBeCalled === false) checks.push("bad");
  const { held, hall } = meeting.attendance === undefined ? { held: null, hall: undefined } : holdMeeting(rule, meeting, item);
  let enough: boolean | null = null;
  let elected: string[] | null = null;
  const passing = item?.passing ?? hall?.form.passing ?? rule.passing;
  if (hall !== undefined && meeting.ballots !== undefined && passing !== undefined) enough = votesSuffice(meeting, hall, passing);
  if (hall !== undefined && meeting.selection !== undefined) {
    elected = choose(rule, meeting.selection, hall);
    enough = elected.length === meeting.selection.seats;
    checks.push(seatsAllowed(rule, meeting.selection.seats) ? "open" : "bad");
  }
  const seen = checks.includes("good") || checks.includes("warning");
  const valid = beyondPower || checks.includes("bad") || held === false ? false : held === true || seen ? true : null;
  const passed = beyondPower ? false : enough === null ? null : enough && held === true && valid === true;
  return { held, valid, passed, mustBeCalled, beyondPower, elected };
}

/** Cross multiplication: figure / base against numerator / denominator, and never by nobody. */
function reaches(count: number, measure: Measure, base: number): boolean {
  const share = measure.moreThan ?? measure.atLeast ?? measure.atMost ?? "1/1";
  const [numerator = 0n, denominator = 0n] =
    typeof share === "string" ? share.split("/").map(BigInt) : [BigInt(share.numerator), BigInt(share.denominator)];
  const left = BigInt(count) * denominator;
  const right = BigInt(base) * numerator;
  if (measure.atMost !== undefined) return left <= right;
  return count > 0 && (measure.moreThan === undefined ? left >= right : left > right);
}

function leaves(tree: Tree): Leaf[] {
  return (tree.allOf ?? tree.anyOf)?.flatMap(leaves) ?? [tree];
}

function holdsTree(tree: Tree, holds: (leaf: Leaf) => boolean): boolean {
  if (tree.allOf !== undefined) return tree.allOf.every((branch) => holdsTree(branch, holds));
  if (tree.anyOf !== undefined) return tree.anyOf.some((branch) => holdsTree(branch, holds));
  return holds(tree);
}

/** A figure, or that which stands for it where the roll does not know it. */
function figure(rule: RuleDocument, meeting: MeetingDocument, section: Figures, name: string): number | undefined {
  if (section[name] !== undefined) return section[name];
  const alias = rule.aliases?.[name];
  return alias === undefined || meeting.roll?.[name] !== undefined ? undefined : section[alias];
}

function enoughAsk(rule: RuleDocument, meeting: MeetingDocument, asked: Figures): boolean {
  return (rule.initiative ?? []).some((right) => {
    const asking = figure(rule, meeting, asked, right.of);
    if (asking === undefined) return false;
    if (right.least !== undefined) return asking >= right.least;
    return reaches(asking, right, figure(rule, meeting, meeting.roll ?? {}, right.of) ?? 0);
  });
}

type Hall = {
  form: Form;
  persons: string;
  /** Unlawful mandates, by what is counted. */
  cut: (unit: string) => number;
  base: (of: string, unit: string) => number;
};

function enterHall(rule: RuleDocument, meeting: MeetingDocument, form: Form): Hall {
  const persons = form.counts[0] ?? "";
  const cut = (unit: string) => unlawfulMandates(rule, meeting, unit === persons ? null : unit);
  const leave = rule.recusal?.base === "shrinks" ? (meeting.recusal?.steppedAside ?? 0) : 0;
  const base = (of: string, unit: string): number => {
    const gone = unit === persons ? leave : 0;
    if (of === "present") {
      return Math.max(0, (figure(rule, meeting, meeting.attendance ?? {}, unit) ?? 0) - cut(unit) - gone);
    }
    const due = unit === persons ? meeting.roll?.["due"] : undefined;
    return ((of === "due" ? due : undefined) ?? figure(rule, meeting, meeting.roll ?? {}, unit) ?? 0) - gone;
  };
  return { form, persons, cut, base };
}

/** Tries the forms in their order; where none holds, the first of which figures are given is the meeting's. */
function holdMeeting(rule: RuleDocument, meeting: MeetingDocument, item: Item | undefined): { held: boolean; hall?: Hall } {
  const named = meeting.form;
  const forms = (rule.forms ?? []).filter((form) =>
    named === undefined ? (item?.forms ?? [form.id]).includes(form.id) : form.id === named,
  );
  let first: Hall | undefined;
  for (const form of forms) {
    const quorum = item?.quorum ?? form.quorum ?? rule.quorum;
    const units = [form.counts[0] ?? "", ...(quorum === undefined ? [] : leaves(quorum).map((leaf) => leaf.of ?? ""))];
    if (units.some((unit) => figure(rule, meeting, meeting.attendance ?? {}, unit) === undefined)) continue;
    const hall = enterHall(rule, meeting, form);
    first ??= hall;
    const holds =
      quorum === undefined
        ? hall.base("present", hall.persons) > 0
        : holdsTree(quorum, (leaf) => {
            const unit = leaf.of ?? "";
            return reaches(hall.base("present", unit), leaf, hall.base(leaf.base ?? "all", unit));
          });
    if (holds) return { held: true, hall };
  }
  return first === undefined ? { held: false } : { held: false, hall: first };
}

function votesSuffice(meeting: MeetingDocument, hall: Hall, passing: Tree): boolean {
  return holdsTree(passing, (leaf) => {
    const unit = leaf.counted ?? hall.persons;
    const ballots = (meeting.ballots ?? { for: 0 }) as Tally & Record<string, Tally>;
    const tally: Tally = typeof ballots.for === "number" ? ballots : (ballots[unit] ?? { for: 0 });
    const cut = hall.cut(unit);
    const favour = Math.max(0, tally.for - cut);
    const cast = Math.max(0, tally.for + (tally.against ?? 0) + (tally.abstain ?? 0) + (tally.invalid ?? 0) - cut);
    if (leaf.of === "cast") return reaches(favour, leaf, cast);
    if (leaf.of === "forOrAgainst") return reaches(favour, leaf, Math.min(cast, favour + (tally.against ?? 0)));
    return reaches(favour, leaf, hall.base(leaf.of ?? "", unit));
  });
}

/** Chosen is who has enough votes and fewer than `seats` others with at least as many. */
function choose(rule: RuleDocument, round: NonNullable<MeetingDocument["selection"]>, hall: Hall): string[] {
  const selection = rule.selection;
  if (selection === undefined) return [];
  const measure = (round.round ?? 1) > 1 ? (selection.laterRound ?? selection.elected) : selection.elected;
  const unit = measure.counted ?? hall.persons;
  const cut = hall.cut(hall.persons);
  const cast = Math.max(0, round.cast - cut);
  const base =
    measure.of === "cast"
      ? cast
      : measure.of === "forOrAgainst"
        ? Math.max(0, cast - (round.invalid ?? 0))
        : hall.base(measure.of ?? "", unit);
  const good = round.candidates
    .map((candidate) => ({ id: candidate.id, votes: Math.max(0, candidate.votes - cut) }))
    .filter((candidate) => reaches(candidate.votes, measure, base));
  return good
    .filter((one) => good.filter((other) => other !== one && other.votes >= one.votes).length < round.seats)
    .map((one) => one.id);
}

function seatsAllowed(rule: RuleDocument, seats: number): boolean {
  const { leastSeats = 1, mostSeats = Infinity, odd = false } = rule.selection ?? {};
  return seats >= leastSeats && seats <= mostSeats && (!odd || seats % 2 === 1);
}

type Check = "good" | "bad" | "warning" | "open";

function procedure(rule: RuleDocument, meeting: MeetingDocument, item: Item | undefined): Check[] {
  const checks = [...checkNotice(item?.notice ?? rule.notice, meeting), ...checkComposition(rule, meeting)];
  for (const wanted of rule.requires ?? []) {
    if (wanted.items !== undefined && !wanted.items.includes(meeting.item ?? "")) continue;
    const fact = meeting.facts?.[wanted.fact];
    checks.push(fact === undefined ? (wanted.whenNotStated === "invalid" ? "bad" : "open") : fact ? "good" : "bad");
  }
  if (rule.methods !== undefined && meeting.method !== undefined) {
    checks.push(rule.methods.includes(meeting.method) ? "good" : "bad");
  }
  if ((meeting.recusal?.interested ?? 0) > (meeting.recusal?.steppedAside ?? 0)) {
    checks.push(rule.recusal === undefined ? "warning" : "bad");
  }
  if (item?.forms !== undefined && meeting.form !== undefined && !item.forms.includes(meeting.form)) checks.push("bad");
  return checks;
}

function checkNotice(notice: Notice | undefined, meeting: MeetingDocument): Check[] {
  const given = meeting.notice;
  if (notice === undefined || given === undefined || meeting.meetingDay === undefined) return [];
  const day = typeof given === "string" ? given : given.day;
  const days = (Date.parse(`${meeting.meetingDay}T00:00Z`) - Date.parse(`${day}T00:00Z`)) / 86_400_000;
  const agenda = typeof given === "string" ? undefined : given.withAgenda;
  const inTime: Check = days >= notice.days ? "good" : "bad";
  return notice.withAgenda === true && agenda !== undefined ? [inTime, agenda ? "good" : "bad"] : [inTime];
}

function checkComposition(rule: RuleDocument, meeting: MeetingDocument): Check[] {
  return (rule.composition ?? []).flatMap((wanted): Check[] => {
    const count = figure(rule, meeting, meeting.roll ?? {}, wanted.count);
    const failing = wanted.effect === "invalid" ? "bad" : "warning";
    if (count === undefined) return [];
    if (wanted.of !== undefined) {
      const base = figure(rule, meeting, meeting.roll ?? {}, wanted.of);
      return base === undefined ? [] : [reaches(count, wanted, base) ? "good" : failing];
    }
    const inRange: Check = count >= (wanted.least ?? 0) && count <= (wanted.most ?? Infinity) ? "good" : failing;
    return wanted.odd === true ? [inRange, count % 2 === 1 ? "good" : failing] : [inRange];
  });
}

/** How many mandates the rule does not admit, or what they carry of another unit. */
function unlawfulMandates(rule: RuleDocument, meeting: MeetingDocument, unit: string | null): number {
  const law = rule.proxies?.allowed === true ? rule.proxies : null;
  const given = meeting.proxies ?? 0;
  if (typeof given === "number") return law === null ? given : 0;
  const holding: Figures = {};
  const refused = given.filter((mandate) => {
    if (law === null) return true;
    if ((law.written ?? true) && mandate.written !== true) return true;
    if (law.holders !== undefined && !law.holders.includes(mandate.holderIs ?? "")) return true;
    const held = (holding[mandate.holder] ?? 0) + 1;
    holding[mandate.holder] = held;
    return held > (law.mostPerHolder ?? Infinity);
  });
  return unit === null ? refused.length : refused.reduce((sum, mandate) => sum + (mandate.weights?.[unit] ?? 0), 0);
}
