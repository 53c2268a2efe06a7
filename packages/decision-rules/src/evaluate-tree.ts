import type { Tree } from "./rule.ts";
import { type Reason, withEffect } from "./verdict.ts";

/**
 * Evaluates joined conditions. Every leaf is judged and gives its reason, so that a reader sees how far each was from its
 * threshold; where the whole holds, a leaf that does not is marked `not-needed`.
 */
export function evaluateTree<Leaf extends object>(
  tree: Tree<Leaf>,
  judgeLeaf: (leaf: Leaf) => Reason,
): { readonly met: boolean; readonly reasons: readonly Reason[] } {
  const reasons: Reason[] = [];
  const met = evaluateBranch(tree, judgeLeaf, reasons);
  if (!met || reasons.every((reason) => reason.effect === "met")) return { met, reasons };
  return { met, reasons: reasons.map((reason) => (reason.effect === "violated" ? withEffect(reason, "not-needed") : reason)) };
}

function evaluateBranch<Leaf extends object>(tree: Tree<Leaf>, judgeLeaf: (leaf: Leaf) => Reason, reasons: Reason[]): boolean {
  if ("allOf" in tree) {
    // No short cut: each branch leaves its reasons.
    let met = true;
    for (const branch of tree.allOf) met = evaluateBranch(branch, judgeLeaf, reasons) && met;
    return met;
  }
  if ("anyOf" in tree) {
    let met = false;
    for (const branch of tree.anyOf) met = evaluateBranch(branch, judgeLeaf, reasons) || met;
    return met;
  }
  const reason = judgeLeaf(tree);
  reasons.push(reason);
  return reason.effect === "met";
}
