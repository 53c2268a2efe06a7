import { decode } from "./bytes.ts";

/** Nothing on a record is nested deeper; what is would end in a stack that overflows. */
const MOST_LEVELS = 64;
/** Where two values differ is told no more exactly than this many characters do. */
const MOST_POINTER = 200;

/** A JSON value as RFC 8785 writes it; undefined where it has no such form, or none a record takes. Written a second time on purpose. */
export function canonical(value: unknown, levels = MOST_LEVELS): string | undefined {
  if (levels === 0) return undefined;
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return Number.isFinite(value) ? JSON.stringify(value) : undefined;
  if (typeof value === "string") return value.isWellFormed() ? JSON.stringify(value) : undefined;
  if (Array.isArray(value)) {
    const parts = value.map((part) => canonical(part, levels - 1));
    return parts.includes(undefined) ? undefined : `[${parts.join(",")}]`;
  }
  if (!isObject(value)) return undefined;
  const parts: string[] = [];
  for (const name of Object.keys(value).toSorted()) {
    const [key, inner] = [canonical(name), canonical(value[name], levels - 1)];
    if (key === undefined || inner === undefined) return undefined;
    parts.push(`${key}:${inner}`);
  }
  return `{${parts.join(",")}}`;
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

/** One line of JSON lines; undefined where it is no object. */
export type JsonLine = Readonly<Record<string, unknown>>;

/** The objects of a file of JSON lines, each ended by a newline; undefined where it is no text or is cut off after one. */
export function linesOf(bytes: Uint8Array): readonly (JsonLine | undefined)[] | undefined {
  const lines = decode(bytes)?.split("\n");
  return lines?.pop() === "" ? lines.map(readLine) : undefined;
}

/** In the one text ECMAScript has for it: of a name that stands there twice, others might read the other value. */
function readLine(text: string): JsonLine | undefined {
  const value = parseObject(text);
  try {
    return JSON.stringify(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Names in a line that nothing is compared with, and that others would read. */
export function namesBeside(line: JsonLine, known: readonly string[]): readonly string[] {
  return Object.keys(line).filter((name) => !known.includes(name));
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** JSON pointers (RFC 6901) at which two values differ; a few are enough to find the place. */
export function differences(one: unknown, other: unknown, at = "", most = 5): readonly string[] {
  const written = canonical(one);
  if (written !== undefined && written === canonical(other)) return [];
  if (!isObject(one) || !isObject(other) || at.length > MOST_POINTER) return [at === "" ? "/" : at];
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].toSorted();
  const found = names.flatMap((name) =>
    differences(one[name], other[name], `${at}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, most),
  );
  return found.length === 0 ? [at === "" ? "/" : at] : found.slice(0, most);
}
