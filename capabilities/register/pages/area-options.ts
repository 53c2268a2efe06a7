import type { Option } from "#ui-kit/index.ts";

/** Places to choose from, each set in below the one it lies in. */
export function areaOptions(
  areas: readonly { readonly value: string; readonly name: string; readonly level: number }[],
): readonly Option[] {
  const highest = Math.min(...areas.map(({ level }) => level));
  return areas.map(({ value, name, level }) => ({ value, label: "　".repeat(level - highest) + name }));
}

export function idOptions(rows: readonly { readonly id: string; readonly name: string }[]): readonly Option[] {
  return rows.map(({ id, name }) => ({ value: id, label: name }));
}
