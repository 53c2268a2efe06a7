export type NamedArea = { readonly value: string; readonly name: string; readonly level: number };

/** The deepest area whose name stands in the place or the text; none: the place stays as text, and the tenant's whole area holds it. */
export function matchArea(areas: readonly NamedArea[], place: string, text: string): string | undefined {
  const named = areas.filter((area) => area.level > 0 && (place.includes(area.name) || text.includes(area.name)));
  return named.toSorted((a, b) => b.level - a.level || b.name.length - a.name.length)[0]?.value;
}
