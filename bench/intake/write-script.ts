import type { Statement } from "./record-statements.ts";

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const CASE_NUMBER = /\d{8}-[0-9A-Z]{4}-[0-9A-Z]{4}/g;
/** Whole, so that no part of a longer value is taken for one. */
const HASH = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g;
/** Twelve digits: more than a run can use twice. */
const LEAST = 100_000_000_000;
const MOST = 999_999_999_999;

/**
 * A pgbench script of one request's statements: values as literals, and every id, number and hash that differs between two equal
 * requests drawn anew for each transaction. What was sent as one message stays one (`\;`).
 */
export function writeScript(statements: readonly Statement[], twin: readonly Statement[]): string {
  const theirs = new Set(twin.flatMap(freshIn));
  const fresh = [...new Set(statements.flatMap(freshIn))].filter((token) => !theirs.has(token));
  const draws = fresh.map((_, index) => `\\set r${index} random(${LEAST}, ${MOST})`);
  const lines = statements.map((statement) => {
    const text = inOneLine(withLiterals(statement));
    return `${fresh.reduce((line, token, index) => line.replaceAll(token, drawn(token, index)), text)};`;
  });
  return [...draws, ...lines, ""].join("\n");
}

function freshIn({ values }: Statement): readonly string[] {
  const text = values.map((value) => literal(value)).join(" ");
  return [UUID, CASE_NUMBER, HASH].flatMap((pattern) => text.match(pattern) ?? []);
}

/** Keeps the token's form and beginning, and takes its end from the draw. */
function drawn(token: string, index: number): string {
  const digits = `:r${index}`;
  if (/^\d{8}-/.test(token)) return `${token.slice(0, 9)}${digits}`;
  return `${token.slice(0, -String(MOST).length)}${digits}`;
}

function withLiterals({ text, values }: Statement): string {
  return text.replaceAll(/\$(\d+)/g, (_, number: string) => literal(values[Number(number) - 1]));
}

function inOneLine(text: string): string {
  return text
    .split(";")
    .map((part) => part.replaceAll(/\s+/g, " ").trim())
    .filter((part) => part !== "")
    .join(" \\; ");
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Buffer.isBuffer(value)) return `'\\x${value.toString("hex")}'`;
  if (value instanceof Date) return `'${value.toISOString()}'`;
  if (Array.isArray(value)) return `'{${value.map((part) => JSON.stringify(part)).join(",")}}'`;
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  throw new Error(`no literal for ${typeof value}`);
}
