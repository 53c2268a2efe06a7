/** Filters a view may keep; a place in the list (`after`) is none. */
const KEPT = ["q", "state", "area", "matter", "unit", "imported", "archived", "from", "to"] as const;

/** The filters in an address, in one order and without what is empty or unknown; empty where there are none. */
export function viewQuery(query: string): string {
  const given = new URLSearchParams(query);
  const kept = KEPT.flatMap((name) => {
    const value = given.get(name)?.trim() ?? "";
    return value === "" ? [] : [[name, value] as [string, string]];
  });
  return new URLSearchParams(kept).toString();
}
