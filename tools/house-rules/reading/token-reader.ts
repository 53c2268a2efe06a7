import type { SqlToken } from "./sql-tokens.ts";

/** Reads a statement from left to right; every `take…` moves on only when it fits. */
export class TokenReader {
  readonly tokens: readonly SqlToken[];
  #at = 0;

  constructor(tokens: readonly SqlToken[]) {
    this.tokens = tokens;
  }

  get done(): boolean {
    return this.#at >= this.tokens.length;
  }

  get line(): number {
    return (this.tokens[this.#at] ?? this.tokens.at(-1))?.line ?? 0;
  }

  next(): SqlToken | undefined {
    const token = this.tokens[this.#at];
    this.#at += 1;
    return token;
  }

  /** True when the words stand here, in this order. */
  sees(...words: readonly string[]): boolean {
    return words.every((word, offset) => {
      const token = this.tokens[this.#at + offset];
      return token !== undefined && (token.kind === "word" || token.kind === "symbol") && token.text === word;
    });
  }

  take(...words: readonly string[]): boolean {
    if (!this.sees(...words)) return false;
    this.#at += words.length;
    return true;
  }

  /** Moves behind the next occurrence of these words outside parentheses; false, and nowhere, when there is none. */
  skipPast(...words: readonly string[]): boolean {
    const start = this.#at;
    while (!this.done) {
      if (this.take(...words)) return true;
      if (this.sees("(")) this.takeGroup();
      else this.#at += 1;
    }
    this.#at = start;
    return false;
  }

  /** `name`, `schema.name` or `"Name"`, as written but without quotes. */
  takeName(): string {
    const first = this.next();
    if (first === undefined || (first.kind !== "word" && first.kind !== "name")) {
      throw new Error(`line ${first?.line ?? this.line}: a name was expected, not ${first?.text ?? "the end"}`);
    }
    return this.take(".") ? `${first.text}.${this.takeName()}` : first.text;
  }

  /** What stands between `(` and its `)`; undefined when there is no group here. */
  takeGroup(): readonly SqlToken[] | undefined {
    if (!this.sees("(")) return undefined;
    const start = this.#at + 1;
    let depth = 0;
    while (!this.done) {
      const token = this.next();
      if (token?.kind !== "symbol") continue;
      if (token.text === "(") depth += 1;
      if (token.text === ")") depth -= 1;
      if (depth === 0) return this.tokens.slice(start, this.#at - 1);
    }
    throw new Error(`line ${this.tokens[start - 1]?.line ?? 0}: a parenthesis without an end`);
  }

  rest(): readonly SqlToken[] {
    const rest = this.tokens.slice(this.#at);
    this.#at = this.tokens.length;
    return rest;
  }
}

/** Splits at commas outside parentheses and brackets. */
export function splitList(tokens: readonly SqlToken[]): readonly (readonly SqlToken[])[] {
  const parts: SqlToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === "symbol" && (token.text === "(" || token.text === "[")) depth += 1;
    if (token.kind === "symbol" && (token.text === ")" || token.text === "]")) depth -= 1;
    if (depth === 0 && token.kind === "symbol" && token.text === ",") parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

/** The columns of `(a, b)`, or the first word of each expression in it. */
export function columnNames(tokens: readonly SqlToken[] | undefined): readonly string[] {
  return splitList(tokens ?? []).map((part) => part[0]?.text ?? "");
}
