import { type RuleVersion, loosenings } from "@gongzhi/decision-rules";

type Tree = NonNullable<RuleVersion["passing"]> | NonNullable<RuleVersion["forms"][number]["quorum"]>;
type Leaf = Exclude<Tree, { readonly allOf: unknown } | { readonly anyOf: unknown }>;

export type Looser = {
  readonly measure: "quorum" | "majority";
  /** What stands above, as people write it. */
  readonly floor: string;
  readonly rule: { readonly rule: string; readonly article?: string };
};

/** Which measure a field of a decision rule belongs to, and what the rule above has there. */
export function looserAt(field: string, floor: RuleVersion): Looser | undefined {
  const measure = /(?:^|\.)quorum$/.test(field)
    ? "quorum"
    : /(?:^|\.)(?:passing|elected|laterRound)$/.test(field)
      ? "majority"
      : undefined;
  if (measure === undefined) return undefined;
  // Forms stand in the order of the rule they come from.
  const form = floor.forms[Number(/^forms\.(\d+)\./.exec(field)?.[1] ?? 0)];
  const tree = measure === "quorum" ? form?.quorum : (form?.passing ?? floor.passing ?? floor.selection?.elected);
  const leaf = firstOf(tree ?? null);
  if (leaf === undefined) return undefined;
  const { numerator, denominator } = leaf.fraction;
  const article = leaf.article === null ? {} : { article: leaf.article };
  return {
    measure,
    floor: `${leaf.comparison === "moreThan" ? ">" : "≥"}${numerator}/${denominator}`,
    rule: { rule: leaf.text ?? floor.source.text, ...article },
  };
}

/** Where a place asks for less than the place above does. */
export function looserThan(own: RuleVersion, above: RuleVersion): Looser | undefined {
  for (const { field } of loosenings(own, above)) {
    const looser = looserAt(field, above);
    if (looser !== undefined) return looser;
  }
  return undefined;
}

function firstOf(tree: Tree | null): Leaf | undefined {
  if (tree === null) return undefined;
  if ("allOf" in tree) return firstOf(tree.allOf[0] ?? null);
  if ("anyOf" in tree) return firstOf(tree.anyOf[0] ?? null);
  return tree;
}
