import type { RuleVersion } from "@gongzhi/decision-rules";

/**
 * What a place asks for itself, written as people write it: `>1/2` more than a share, `≥2/3` at least one; empty: what the decision
 * rule has. A council of villagers has no quorum and no majority but its own, an assembly may ask for more than the law.
 */
export type OwnMeasures = {
  readonly quorum?: string;
  readonly majority?: string;
  /** Of whom the majority is reckoned; empty: as the decision rule does, or of those present where it has none. */
  readonly majorityOf?: string;
};

/** `>1/2`, `≥2/3` and `>=2/3`, the signs in full width, too. */
export const MEASURE = /^([>＞]|≥|[>＞][=＝])\s*(\d{1,4}\/\d{1,4})$/u;
export const VOTE_BASES = ["all", "due", "present", "cast", "forOrAgainst"] as const;

type Share = { readonly moreThan: string } | { readonly atLeast: string };
type Json = Readonly<Record<string, unknown>>;
type Tree = NonNullable<RuleVersion["passing"]> | NonNullable<RuleVersion["forms"][number]["quorum"]>;
type Leaf = Exclude<Tree, { readonly allOf: unknown } | { readonly anyOf: unknown }>;

/** Whose figure it is: no article of the law has it. */
const OWN = { text: "会议种类（本地规定）" };

/** Fields of the decision rule as the place sets them anew; whether that loosens it, `decision-rules` says. */
export function ownMeasures(kind: OwnMeasures, rule: RuleVersion): Json {
  const [quorum, majority] = [readShare(kind.quorum), readShare(kind.majority)];
  const of = kind.majorityOf ?? "";
  if (quorum === undefined && majority === undefined && of === "") return {};
  const forms = rule.forms.map((form) => ({
    ...named(form),
    counts: form.counts,
    ...present("quorum", quorum === undefined ? written(form.quorum) : measured(form.quorum, quorum, { of: form.counts[0] })),
    ...present("passing", form.passing === null ? undefined : passingOf(form.passing, majority, of)),
  }));
  const { selection } = rule;
  return {
    ...(quorum === undefined && rule.forms.every(({ passing }) => passing === null) ? {} : { forms }),
    ...(selection === null ? present("passing", passingOf(rule.passing, majority, of)) : {}),
    ...(selection === null ? {} : { selection: choosing(selection, majority, of) }),
  };
}

function readShare(text: string | undefined): Share | undefined {
  const [, sign, share] = MEASURE.exec((text ?? "").trim()) ?? [];
  if (sign === undefined || share === undefined) return undefined;
  return sign === ">" || sign === "＞" ? { moreThan: share } : { atLeast: share };
}

function passingOf(tree: Tree | null, share: Share | undefined, of: string): Json | undefined {
  const base = of === "" ? {} : { of };
  if (share !== undefined) return measured(tree, share, { of: "present" }, base);
  return tree === null
    ? undefined
    : mapped(tree, (leaf) => (of === "" ? leafOf(leaf) : { ...leafOf(leaf), ...base, ...uncited }));
}

/** Every measure of the rule with another share; one of its own where it has none. */
function measured(tree: Tree | null, share: Share, otherwise: Json, base: Json = {}): Json {
  if (tree === null) return { ...otherwise, ...base, ...share, ...OWN };
  return mapped(tree, (leaf) => {
    const { moreThan: _, atLeast: __, ...rest } = leafOf(leaf);
    return { ...rest, ...base, ...share, ...uncited };
  });
}

/** A figure of the place's own stands in no article. */
const uncited = { article: undefined, ...OWN };

function choosing(
  { elected, laterRound, ...rest }: NonNullable<RuleVersion["selection"]>,
  share: Share | undefined,
  of: string,
): Json {
  const { leastSeats, mostSeats, odd, article, text } = rest;
  return {
    leastSeats,
    odd,
    ...(mostSeats === null ? {} : { mostSeats }),
    ...cited({ article, text }),
    elected: passingOf(elected, share, of),
    ...(laterRound === null ? {} : { laterRound: passingOf(laterRound, share, of) }),
  };
}

function named({ id, name }: RuleVersion["forms"][number]): Json {
  return name === null ? { id } : { id, name };
}

function present(field: string, value: Json | undefined): Json {
  return value === undefined ? {} : { [field]: value };
}

function written(tree: Tree | null): Json | undefined {
  return tree === null ? undefined : mapped(tree, leafOf);
}

function mapped(tree: Tree, map: (leaf: Leaf) => Json): Json {
  if ("allOf" in tree) return { allOf: tree.allOf.map((branch) => mapped(branch, map)) };
  if ("anyOf" in tree) return { anyOf: tree.anyOf.map((branch) => mapped(branch, map)) };
  return map(tree);
}

/** A measure as the published format writes it. */
function leafOf(leaf: Leaf): Json {
  const share = `${leaf.fraction.numerator}/${leaf.fraction.denominator}`;
  const what =
    "base" in leaf
      ? { of: leaf.of, base: leaf.base }
      : { of: leaf.of, ...(leaf.counted === null ? {} : { counted: leaf.counted }) };
  return { ...what, [leaf.comparison]: share, ...cited(leaf) };
}

function cited({ article, text }: { readonly article: string | null; readonly text: string | null }): Json {
  return { ...(article === null ? {} : { article }), ...(text === null ? {} : { text }) };
}
