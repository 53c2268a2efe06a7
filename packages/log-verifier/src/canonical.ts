/** A JSON value as RFC 8785 writes it; undefined where it has no such form. Written a second time on purpose. */
export function canonical(value: unknown): string | undefined {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return Number.isFinite(value) ? JSON.stringify(value) : undefined;
  if (typeof value === "string") return value.isWellFormed() ? JSON.stringify(value) : undefined;
  if (Array.isArray(value)) {
    const parts = value.map(canonical);
    return parts.includes(undefined) ? undefined : `[${parts.join(",")}]`;
  }
  if (typeof value !== "object") return undefined;
  const parts = Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, inner]) => [canonical(name), canonical(inner)] as const);
  return parts.some((pair) => pair.includes(undefined)) ? undefined : `{${parts.map((pair) => pair.join(":")).join(",")}}`;
}

/** Parses a JSON object; undefined for anything else. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** JSON pointers (RFC 6901) at which two values differ; a few are enough to find the place. */
export function differences(one: unknown, other: unknown, at = "", most = 5): readonly string[] {
  if (canonical(one) === canonical(other)) return [];
  if (!isObject(one) || !isObject(other)) return [at === "" ? "/" : at];
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].toSorted();
  const found = names.flatMap((name) =>
    differences(one[name], other[name], `${at}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, most),
  );
  return found.slice(0, most);
}
