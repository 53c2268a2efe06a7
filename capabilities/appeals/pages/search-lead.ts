import { useSetting, useText } from "#ui-kit/index.ts";

/** In what order a list stands: where something was searched for, by how well it fits. */
export function useSearchLead(lead: string, ranked: boolean): string {
  const t = useText("appeals");
  const q = new URLSearchParams(useSetting().here.query).get("q") ?? "";
  if (q.trim() === "") return t(lead);
  return t(ranked ? "search.ranked" : "search.newest");
}
