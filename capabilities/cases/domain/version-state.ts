/** Whether a version holds on a legal day; `to` is the first day on which it no longer does. */
export function versionState(
  { valid_from: from, valid_to: to }: { readonly valid_from: string; readonly valid_to: string | null },
  day: string,
): "to-come" | "in-force" | "past" {
  if (day < from) return "to-come";
  return to !== null && day >= to ? "past" : "in-force";
}
