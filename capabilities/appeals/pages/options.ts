import type { Option } from "#ui-kit/index.ts";

type Named = { readonly value: string; readonly name: string; readonly level: number };

/** Indents by depth, so that a select shows the tree. */
const INDENT = "　";

export function areaOptions(areas: readonly Named[]): readonly Option[] {
  return areas.map(({ value, name, level }) => ({ value, label: INDENT.repeat(Math.max(0, level)) + name }));
}

export function matterOptions(matters: readonly Named[]): readonly Option[] {
  return matters.map(({ value, name, level }) => ({ value, label: INDENT.repeat(Math.max(0, level - 1)) + name }));
}
