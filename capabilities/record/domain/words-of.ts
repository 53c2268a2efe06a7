import type { JsonValue } from "@gongzhi/merkle-log";

/** Every text in a value that says something: figures and days standing as texts are nobody's words. */
export function wordsOf(value: JsonValue): readonly string[] {
  if (typeof value === "string") return /\p{L}/u.test(value) ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  const parts: readonly JsonValue[] = Array.isArray(value) ? value : Object.values(value);
  return [...new Set(parts.flatMap(wordsOf))];
}
