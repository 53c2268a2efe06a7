import { compareFractions, fractionText } from "./fraction.ts";
import { impliesPassing, impliesQuorum } from "./imply.ts";
import { DecisionRefusal } from "./refusal.ts";
import {
  type Citation,
  type CompositionRule,
  type InitiativeRight,
  type ItemRule,
  LEVELS,
  type MeetingForm,
  type NoticeRule,
  type ProxyRule,
  type RuleVersion,
  itemRuleFor,
  passingFor,
  quorumFor,
} from "./rule.ts";

/** One place where a lower rule asks for less than the rule above it, with the article it would break. */
export type Loosening = Citation & { readonly field: string; readonly what: string };

/**
 * Where `local` is looser than `floor`. Empty means that it keeps or tightens everything: whatever is held, valid and passed
 * under `local` is so under `floor`. Asking for a meeting is the residents' right, so there a *lower* share is the tighter duty.
 */
export function loosenings(local: RuleVersion, floor: RuleVersion): readonly Loosening[] {
  return [
    ...looserNotice(local.notice, floor.notice, "notice"),
    ...looserForms(local, floor),
    ...looserItems(local, floor),
    ...floor.initiative.flatMap((right, index) => looserInitiative(local.initiative, right, `initiative.${index}`)),
    ...floor.composition.flatMap((rule, index) => looserComposition(local.composition, rule, `composition.${index}`)),
    ...looserRequirements(local, floor),
    ...looserProxies(local.proxies, floor.proxies),
    ...looserRest(local, floor),
    ...looserSelection(local, floor),
  ];
}

/**
 * Refuses a rule that is looser than one of the rules set above it, with the first article it would break.
 * @throws DecisionRefusal `loosens-floor`.
 */
export function refuseLoosening(local: RuleVersion, floors: readonly RuleVersion[]): void {
  for (const floor of floors) {
    if (floor.binding === "custom" || LEVELS.indexOf(local.level) < LEVELS.indexOf(floor.level)) continue;
    const [first, ...more] = loosenings(local, floor);
    if (first === undefined) continue;
    const article = first.article === null ? "" : ` Art. ${first.article}`;
    const others = more.length === 0 ? "" : ` (and ${more.map((other) => other.field).join(", ")})`;
    const what = `${first.what}; ${first.text ?? floor.source.text}${article} (${floor.id}) sets the floor${others}`;
    throw new DecisionRefusal("loosens-floor", first.field, what);
  }
}

function loosening(field: string, what: string, citation: Citation | null): Loosening {
  return { field, what, article: citation?.article ?? null, text: citation?.text ?? null };
}

function looserNotice(local: NoticeRule | null, floor: NoticeRule | null, field: string): readonly Loosening[] {
  if (floor === null) return [];
  if (local === null) return [loosening(field, `gives up the notice of ${floor.days} days`, floor)];
  if (local.days < floor.days) return [loosening(`${field}.days`, `${local.days} days are fewer than ${floor.days}`, floor)];
  if (floor.withAgenda && !local.withAgenda)
    return [loosening(`${field}.withAgenda`, "gives up the agenda in the notice", floor)];
  return [];
}

/** Each way to hold the meeting must be at least as strict as some way above that counts the same. */
function looserForms(local: RuleVersion, floor: RuleVersion): readonly Loosening[] {
  if (floor.forms.length === 0) return [];
  return local.forms.flatMap((form, index) => looserForm(local, floor, form, { local: null, floor: null }, `forms.${index}`));
}

type ItemPair = { readonly local: ItemRule | null; readonly floor: ItemRule | null };

function looserForm(
  local: RuleVersion,
  floor: RuleVersion,
  form: MeetingForm,
  item: ItemPair,
  field: string,
): readonly Loosening[] {
  const alike = floor.forms.filter((other) => other.counts[0] === form.counts[0] && admits(item.floor, other));
  if (alike.length === 0) return [loosening(field, `adds a form that counts ${form.counts[0] ?? ""}`, item.floor)];
  const failures = alike.map((other): readonly Loosening[] => {
    const quorum = quorumFor(floor, other, item.floor);
    const passing = passingFor(floor, other, item.floor);
    const persons = form.counts[0] ?? "";
    return [
      ...(impliesQuorum(quorumFor(local, form, item.local), quorum)
        ? []
        : [loosening(`${field}.quorum`, "the quorum is looser", firstCitation(quorum))]),
      ...(impliesPassing(passingFor(local, form, item.local), passing, persons)
        ? []
        : [loosening(`${field}.passing`, "the majority is looser", firstCitation(passing))]),
    ];
  });
  return failures.some((failure) => failure.length === 0) ? [] : (failures[0] ?? []);
}

function admits(item: ItemRule | null, form: MeetingForm): boolean {
  return item === null || item.forms === null || item.forms.includes(form.id);
}

function firstCitation(tree: object | null): Citation | null {
  if (tree === null) return null;
  if ("allOf" in tree) return firstCitation((tree.allOf as readonly object[])[0] ?? null);
  if ("anyOf" in tree) return firstCitation((tree.anyOf as readonly object[])[0] ?? null);
  return tree as Citation;
}

function looserItems(local: RuleVersion, floor: RuleVersion): readonly Loosening[] {
  const names = new Set([...Object.keys(local.items), ...Object.keys(floor.items)]);
  return [...names].flatMap((name) => {
    const item = { local: itemRuleFor(local, name), floor: itemRuleFor(floor, name) };
    const field = `items.${name}`;
    if (item.local?.decidable === false) return [];
    if (item.floor?.decidable === false) return [loosening(field, `makes ${name} decidable`, item.floor)];
    return [
      ...looserNotice(item.local?.notice ?? local.notice, item.floor?.notice ?? floor.notice, `${field}.notice`),
      ...local.forms.filter((form) => admits(item.local, form)).flatMap((form) => looserForm(local, floor, form, item, field)),
    ];
  });
}

function looserInitiative(local: readonly InitiativeRight[], right: InitiativeRight, field: string): readonly Loosening[] {
  const kept = local.some((other) => {
    if (other.of !== right.of || other.kind !== right.kind) return false;
    if (other.kind === "least" || right.kind === "least") {
      return other.kind === "least" && right.kind === "least" && other.least <= right.least;
    }
    const order = compareFractions(other.fraction, right.fraction);
    return order < 0 || (order === 0 && !(other.comparison === "moreThan" && right.comparison === "atLeast"));
  });
  return kept ? [] : [loosening(field, `narrows the right of ${right.of} to ask for a meeting`, right)];
}

function looserComposition(local: readonly CompositionRule[], rule: CompositionRule, field: string): readonly Loosening[] {
  const kept = local.some((other) => {
    if (other.count !== rule.count || (rule.effect === "invalid" && other.effect !== "invalid")) return false;
    if (other.kind === "number" && rule.kind === "number") {
      const most = rule.most === null || (other.most !== null && other.most <= rule.most);
      return other.least >= rule.least && most && (other.odd || !rule.odd);
    }
    if (other.kind !== "share" || rule.kind !== "share" || other.of !== rule.of) return false;
    const order = compareFractions(other.fraction, rule.fraction);
    if (rule.comparison === "atMost") return other.comparison === "atMost" && order <= 0;
    if (other.comparison === "atMost") return false;
    return order > 0 || (order === 0 && !(other.comparison === "atLeast" && rule.comparison === "moreThan"));
  });
  const share = rule.kind === "share" ? ` ${fractionText(rule.fraction)} of ${rule.of}` : "";
  return kept ? [] : [loosening(field, `gives up ${rule.count}${share}`, rule)];
}

function looserRequirements(local: RuleVersion, floor: RuleVersion): readonly Loosening[] {
  return floor.requires.flatMap((required, index) => {
    const kept = local.requires.some(
      (other) =>
        other.fact === required.fact &&
        (required.whenNotStated === "warning" || other.whenNotStated === "invalid") &&
        (other.items === null || (required.items !== null && required.items.every((item) => other.items?.includes(item)))),
    );
    return kept ? [] : [loosening(`requires.${index}`, `gives up ${required.fact}`, required)];
  });
}

/** Where the rule above gives no proxies, none count; so a rule below may not bring them in. */
function looserProxies(local: ProxyRule | null, floor: ProxyRule | null): readonly Loosening[] {
  if (local === null || !local.allowed) return [];
  if (floor === null || !floor.allowed) return [loosening("proxies.allowed", "admits proxies", floor)];
  const found: Loosening[] = [];
  if (floor.written && !local.written) found.push(loosening("proxies.written", "admits proxies that are not written", floor));
  const { holders } = floor;
  if (holders !== null && !(local.holders?.every((holder) => holders.includes(holder)) ?? false)) {
    found.push(loosening("proxies.holders", "admits other holders", floor));
  }
  if (floor.mostPerHolder !== null && (local.mostPerHolder ?? Infinity) > floor.mostPerHolder) {
    found.push(loosening("proxies.mostPerHolder", `lets one hold more than ${floor.mostPerHolder}`, floor));
  }
  return found;
}

function looserRest(local: RuleVersion, floor: RuleVersion): readonly Loosening[] {
  const found: Loosening[] = [];
  if (local.kind !== floor.kind) found.push(loosening("kind", `is ${local.kind} and not ${floor.kind}`, null));
  // Neither base is the stricter: one who stepped aside counts towards a quorum that stays, and against a majority that does.
  if ((local.recusal?.base ?? "stays") !== (floor.recusal?.base ?? "stays")) {
    found.push(loosening("recusal.base", "counts those who stepped aside in another way", floor.recusal));
  }
  if (floor.recusal !== null && local.recusal === null) found.push(loosening("recusal", "gives up recusal", floor.recusal));
  const outside = (mine: readonly string[] | null, above: readonly string[] | null): boolean =>
    above !== null && !(mine?.every((entry) => above.includes(entry)) ?? false);
  if (outside(local.methods, floor.methods)) found.push(loosening("methods", "admits other ways of voting", null));
  if (outside(local.mayDecide, floor.mayDecide))
    found.push(loosening("mayDecide", "decides more than the rule above allows", null));
  for (const [name, alias] of Object.entries(local.aliases)) {
    if (Object.hasOwn(floor.aliases, name) && floor.aliases[name] === alias) continue;
    found.push(loosening(`aliases.${name}`, `lets ${alias} stand for ${name}`, null));
  }
  return found;
}

function looserSelection(local: RuleVersion, floor: RuleVersion): readonly Loosening[] {
  const above = floor.selection;
  const mine = local.selection;
  if (above === null) return [];
  if (mine === null) return [loosening("selection", "gives up the choosing", above)];
  const found: Loosening[] = [];
  const persons = local.forms[0]?.counts[0] ?? "";
  if (!impliesPassing(mine.elected, above.elected, persons))
    found.push(loosening("selection.elected", "is looser", above.elected));
  if (!impliesPassing(mine.laterRound ?? mine.elected, above.laterRound ?? above.elected, persons)) {
    found.push(loosening("selection.laterRound", "is looser", above.laterRound ?? above.elected));
  }
  const wider = above.mostSeats !== null && (mine.mostSeats ?? Infinity) > above.mostSeats;
  if (mine.leastSeats < above.leastSeats || wider) found.push(loosening("selection.leastSeats", "allows other numbers", above));
  if (above.odd && !mine.odd) found.push(loosening("selection.odd", "allows even numbers", above));
  return found;
}
