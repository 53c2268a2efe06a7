import { OpinionRefusal, type OpinionRefusalCode } from "../refusal.ts";

/** A JSON object nobody has vouched for yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Reads fields of a JSON document and refuses, with the name of the file and the path, what is not as it must be. */
export function jsonFields(file: string, code: OpinionRefusalCode = "bad-row") {
  function refuse(path: string, message: string): never {
    throw new OpinionRefusal(code, `${path} ${message}`, { file });
  }
  function parse(text: string): unknown {
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      throw new OpinionRefusal("bad-json", (error as SyntaxError).message, { file });
    }
  }
  function object(value: unknown, path: string): JsonObject {
    if (typeof value !== "object" || value === null || Array.isArray(value)) refuse(path, "is no object");
    return value as JsonObject;
  }
  function list(value: unknown, path: string): readonly unknown[] {
    if (!Array.isArray(value)) refuse(path, "is no list");
    return value as readonly unknown[];
  }
  function number(value: unknown, path: string): number {
    if (typeof value !== "number" || !Number.isFinite(value)) refuse(path, "is no number");
    return value;
  }
  function numbers(value: unknown, path: string): number[] {
    return list(value, path).map((one, at) => number(one, `${path}[${at}]`));
  }
  /** Polis writes its ids as numbers. */
  function id(value: unknown, path: string): string {
    if (typeof value !== "number" && (typeof value !== "string" || value === "")) refuse(path, "is no id");
    return String(value);
  }
  return { refuse, parse, object, list, number, numbers, id };
}
