import type { LegalDay } from "@gongzhi/working-days";
import type { Comparison, Fraction } from "./fraction.ts";

/** Where a figure comes from. `null` text means the rule's own text; `null` article means that none is known to us. */
export type Citation = { readonly article: string | null; readonly text: string | null };

/** Conditions joined by all or any. At most `MAX_LEAVES` leaves, `MAX_DEPTH` deep. */
export type Tree<Leaf> = Leaf | { readonly allOf: readonly Tree<Leaf>[] } | { readonly anyOf: readonly Tree<Leaf>[] };

/** The bases a vote can be measured against, each its own denominator. */
export type VoteBase = "all" | "due" | "present" | "cast" | "forOrAgainst";

/**
 * How many must attend. `of` names what is counted (`adults`, `households`, …: attendance over the whole roll); with
 * `base: "due"` the roll is those due to attend (应到会).
 */
export type QuorumShare = Citation & {
  readonly of: string;
  readonly base: "all" | "due";
  readonly comparison: "moreThan" | "atLeast";
  readonly fraction: Fraction;
};

/** How many must vote for. `counted` names what is counted; null means the form's first. */
export type PassingShare = Citation & {
  readonly counted: string | null;
  readonly of: VoteBase;
  readonly comparison: "moreThan" | "atLeast";
  readonly fraction: Fraction;
};

/** Who may ask for a meeting: a share of a roll, or a least number of people. */
export type InitiativeRight = Citation & { readonly of: string } & (
    | { readonly kind: "share"; readonly comparison: "moreThan" | "atLeast"; readonly fraction: Fraction }
    | { readonly kind: "least"; readonly least: number }
  );

/** How a body must be made up: a share (women of all members) or a number (3 to 7, odd). */
export type CompositionRule = Citation & { readonly count: string; readonly effect: "warning" | "invalid" } & (
    | { readonly kind: "share"; readonly of: string; readonly comparison: Comparison; readonly fraction: Fraction }
    | { readonly kind: "number"; readonly least: number; readonly most: number | null; readonly odd: boolean }
  );

/** Notice in calendar days before the day of the meeting, which is not counted itself. */
export type NoticeRule = Citation & { readonly days: number; readonly withAgenda: boolean };

/** A fact another office establishes: first studied by the party organization, delegated by the assembly, posted. */
export type Requirement = Citation & {
  readonly fact: string;
  readonly name: Names | null;
  readonly whenNotStated: "warning" | "invalid";
  /** Only for these items; null for all. */
  readonly items: readonly string[] | null;
};

/** Written mandates. `holders` null: any person entitled; `mostPerHolder` null: no limit given. */
export type ProxyRule = Citation & {
  readonly allowed: boolean;
  readonly written: boolean;
  readonly holders: readonly string[] | null;
  readonly mostPerHolder: number | null;
};

/** Who steps aside never votes. `stays`: denominators remain whole; `shrinks`: they shrink by those who stepped aside. */
export type RecusalRule = Citation & { readonly base: "stays" | "shrinks" };

/** One way to hold the meeting: all adults, or one per household. `counts[0]` are the persons in the hall. */
export type MeetingForm = {
  readonly id: string;
  readonly name: Names | null;
  readonly counts: readonly string[];
  readonly quorum: Tree<QuorumShare> | null;
  readonly passing: Tree<PassingShare> | null;
};

/** What is special about one kind of matter. */
export type ItemRule = Citation & {
  /** False: this body cannot decide it, whatever the votes. */
  readonly decidable: boolean;
  readonly forms: readonly string[] | null;
  readonly quorum: Tree<QuorumShare> | null;
  readonly passing: Tree<PassingShare> | null;
  readonly notice: NoticeRule | null;
};

/** Choosing people by 推选 (not a statutory election). */
export type SelectionRule = Citation & {
  readonly leastSeats: number;
  readonly mostSeats: number | null;
  readonly odd: boolean;
  readonly elected: PassingShare;
  /** Measure of a later round; null: the same as the first. */
  readonly laterRound: PassingShare | null;
};

export type Names = { readonly "zh-CN": string; readonly en: string };

export type RuleKind = "meeting" | "recall" | "selection" | "initiative" | "composition";

export const LEVELS = ["national", "province", "city", "county", "township", "village"] as const;
export type Level = (typeof LEVELS)[number];

/** One version of one rule, checked. Everything a verdict rests on is here; nothing is a constant in code. */
export type RuleVersion = {
  readonly id: string;
  readonly version: string;
  readonly kind: RuleKind;
  readonly name: Names;
  readonly level: Level;
  /** `law` is a floor for lower levels; `custom` is practice that a place may set otherwise. */
  readonly binding: "law" | "custom";
  readonly source: {
    readonly text: string;
    readonly edition: string;
    /** False: rests on weaker sources, or on a text amended since it was read. */
    readonly confirmed: boolean;
    readonly note: Names | null;
  };
  /** First and last day in force, both included; `from` null where no first day is known, `to` null while it lasts. */
  readonly from: LegalDay | null;
  readonly to: LegalDay | null;
  /** The id of the rule above that this one may tighten and never loosen. */
  readonly under: string | null;
  /** Where a meeting does not give a figure of the roll, this other figure stands for it. */
  readonly aliases: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, Names>>;
  /** How many of a figure's digits sentences write behind the point: with `area: 2` the whole number 8952 reads 89.52. */
  readonly decimals: Readonly<Record<string, number>>;
  readonly notice: NoticeRule | null;
  readonly initiative: readonly InitiativeRight[];
  readonly forms: readonly MeetingForm[];
  readonly quorum: Tree<QuorumShare> | null;
  readonly passing: Tree<PassingShare> | null;
  readonly selection: SelectionRule | null;
  readonly composition: readonly CompositionRule[];
  readonly requires: readonly Requirement[];
  readonly proxies: ProxyRule | null;
  readonly recusal: RecusalRule | null;
  /** Ways of voting allowed; null: any. */
  readonly methods: readonly string[] | null;
  readonly items: Readonly<Record<string, ItemRule>>;
  /** The only items this body may decide; null: whatever is not excluded. */
  readonly mayDecide: readonly string[] | null;
};

/** What holds for one form and one item: the item's own measure, else the form's, else the rule's. */
export function quorumFor(rule: RuleVersion, form: MeetingForm, item: ItemRule | null): Tree<QuorumShare> | null {
  return item?.quorum ?? form.quorum ?? rule.quorum;
}

export function passingFor(rule: RuleVersion, form: MeetingForm, item: ItemRule | null): Tree<PassingShare> | null {
  return item?.passing ?? form.passing ?? rule.passing;
}

export function itemRuleFor(rule: RuleVersion, item: string | null): ItemRule | null {
  return item !== null && Object.hasOwn(rule.items, item) ? (rule.items[item] ?? null) : null;
}

/** The leaves of a tree, from left to right. */
export function leavesOf<Leaf extends object>(tree: Tree<Leaf>): readonly Leaf[] {
  if ("allOf" in tree) return tree.allOf.flatMap((branch) => leavesOf(branch));
  if ("anyOf" in tree) return tree.anyOf.flatMap((branch) => leavesOf(branch));
  return [tree];
}
