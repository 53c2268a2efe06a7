export type Matter = {
  readonly code: string;
  readonly parent_code: string | null;
  readonly name: string;
  readonly keywords: readonly string[];
};
export type SuggestedMatter = { readonly code: string; readonly name: string; readonly because: readonly string[] };

const MAX_SUGGESTIONS = 3;

/**
 * Matters whose words stand in the text, most words first. A plain, explainable suggestion for a clerk: it shows the words it
 * went by, and it never dispatches by itself (TRUST §3.7).
 */
export function suggestMatters(text: string, matters: readonly Matter[]): readonly SuggestedMatter[] {
  return matters
    .map((matter) => ({ code: matter.code, name: matter.name, because: matter.keywords.filter((word) => text.includes(word)) }))
    .filter((matter) => matter.because.length > 0)
    .sort((a, b) => weight(b) - weight(a) || (a.code < b.code ? -1 : 1))
    .slice(0, MAX_SUGGESTIONS);
}

/** Longer words say more: 路灯 weighs 2, 自来水 3. */
function weight(matter: SuggestedMatter): number {
  return matter.because.reduce((sum, word) => sum + [...word].length, 0);
}

/** A matter and the matters above it: a power over the whole class covers what belongs to it. */
export function withParents(code: string, matters: readonly Matter[]): readonly string[] {
  const byCode = new Map(matters.map((matter) => [matter.code, matter]));
  const line: string[] = [];
  for (
    let at = byCode.get(code);
    at !== undefined && !line.includes(at.code);
    at = at.parent_code === null ? undefined : byCode.get(at.parent_code)
  )
    line.push(at.code);
  return line;
}

/** Each class, then what belongs to it, as a select shows a tree; equals stay in the order they came in. */
export function inTreeOrder(matters: readonly Matter[]): readonly Matter[] {
  const known = new Set(matters.map((matter) => matter.code));
  const below = Map.groupBy(matters, ({ parent_code: parent }) => (parent !== null && known.has(parent) ? parent : null));
  const walk = (parent: string | null): readonly Matter[] =>
    (below.get(parent) ?? []).flatMap((matter) => [matter, ...walk(matter.code)]);
  return walk(null);
}
