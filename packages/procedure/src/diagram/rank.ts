export type Link<T> = { readonly from: T; readonly to: T };

/** Columns of a layout: the longest way from the start; links that close a circle (found depth-first) do not count. */
export function rankNodes<T>(
  nodes: readonly T[],
  links: readonly Link<T>[],
): { readonly ranks: Map<T, number>; readonly toEnd: Map<T, number> } {
  const next = new Map<T, T[]>(nodes.map((node) => [node, []]));
  for (const link of links) next.get(link.from)?.push(link.to);
  const { order, back } = walk(nodes, links, next);
  const ranks = new Map<T, number>(nodes.map((node) => [node, 0]));
  const toEnd = new Map<T, number>(nodes.map((node) => [node, 0]));
  const ahead = (node: T) => (next.get(node) ?? []).filter((target) => back.get(node)?.has(target) !== true);
  for (const node of order) {
    for (const target of ahead(node)) toEnd.set(node, Math.max(toEnd.get(node) ?? 0, (toEnd.get(target) ?? 0) + 1));
  }
  for (const node of order.toReversed()) {
    for (const target of ahead(node)) ranks.set(target, Math.max(ranks.get(target) ?? 0, (ranks.get(node) ?? 0) + 1));
  }
  return { ranks, toEnd };
}

/** Postorder of a depth-first walk, and the links that lead back. Without recursion: a chain may be thousands long. */
function walk<T>(nodes: readonly T[], links: readonly Link<T>[], next: ReadonlyMap<T, readonly T[]>) {
  const state = new Map<T, "open" | "done">();
  const order: T[] = [];
  const back = new Map<T, Set<T>>();
  const entered = new Set(links.map((link) => link.to));
  for (const root of [...nodes.filter((node) => !entered.has(node)), ...nodes]) {
    const stack: { readonly node: T; at: number }[] = state.has(root) ? [] : [{ node: root, at: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      if (top.at === 0) state.set(top.node, "open");
      const target = next.get(top.node)?.[top.at];
      top.at += 1;
      if (target === undefined) {
        state.set(top.node, "done");
        order.push(top.node);
        stack.pop();
      } else if (state.get(target) === "open") {
        const targets = back.get(top.node) ?? new Set<T>();
        back.set(top.node, targets.add(target));
      } else if (!state.has(target)) stack.push({ node: target, at: 0 });
    }
  }
  return { order, back };
}
