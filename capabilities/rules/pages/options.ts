import type { Option } from "#ui-kit/index.ts";

type Node = { readonly value: string; readonly name: string; readonly level: number };

/** Choices of a tree: what lies below is set in, by an ideographic space a level, since a select knows no other way. */
export function treeOptions(nodes: readonly Node[]): readonly Option[] {
  return nodes.map(({ value, name, level }) => ({ value, label: "　".repeat(Math.max(0, level)) + name }));
}
