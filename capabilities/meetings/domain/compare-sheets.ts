export type Comparison = {
  readonly state: "waiting" | "differs" | "agreed";
  /** Who is on one list and not on another. */
  readonly differ: readonly string[];
  readonly agreed: readonly string[];
};

/** One paper sheet as each of those who typed it read it: it counts once two of the lists are the same. */
export function compareSheets(lists: readonly (readonly string[])[]): Comparison {
  const sorted = lists.map((list) => [...new Set(list)].toSorted());
  if (sorted.length < 2) return { state: "waiting", differ: [], agreed: [] };
  const texts = sorted.map((list) => list.join(" "));
  const agreed = sorted.find((_, index) => texts.indexOf(texts[index] ?? "") !== index);
  if (agreed !== undefined) return { state: "agreed", differ: [], agreed };
  const all = [...new Set(sorted.flat())].toSorted();
  return { state: "differs", differ: all.filter((id) => sorted.some((list) => !list.includes(id))), agreed: [] };
}
