/**
 * PostgreSQL's lexical structure (manual, chapter 4.1), as far as migrations use it: nested comments, quoted names, strings with
 * doubled quotes, E-strings, dollar quotes.
 */
export type SqlToken = {
  readonly kind: "word" | "name" | "string" | "body" | "number" | "symbol";
  /** Words in lower case; names, strings and bodies without their quotes. */
  readonly text: string;
  readonly line: number;
};

type Shape = {
  readonly kind: SqlToken["kind"] | "nothing";
  readonly pattern: RegExp;
  readonly text?: (matched: string) => string;
};

const SHAPES: readonly Shape[] = [
  { kind: "nothing", pattern: /\s+|--[^\n]*/y },
  { kind: "body", pattern: /\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$/y, text: (matched) => matched.replace(/^\$\w*\$|\$\w*\$$/g, "") },
  { kind: "string", pattern: /[eE]'(?:[^'\\]|\\[\s\S]|'')*'/y, text: (matched) => matched.slice(2, -1) },
  { kind: "string", pattern: /'(?:[^']|'')*'/y, text: (matched) => matched.slice(1, -1).replaceAll("''", "'") },
  { kind: "name", pattern: /"(?:[^"]|"")*"/y, text: (matched) => matched.slice(1, -1).replaceAll('""', '"') },
  { kind: "word", pattern: /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y, text: (matched) => matched.toLowerCase() },
  { kind: "number", pattern: /\d[\w.]*|\$\d+/y },
  { kind: "symbol", pattern: /::|[(),;[\].]|[-+*/<>=~!@#%^&|`?:]+/y },
];

/** Throws on text that is no SQL: an unclosed quote or comment. */
export function readTokens(sql: string, firstLine = 1): readonly SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  let line = firstLine;
  while (at < sql.length) {
    const end = sql.startsWith("/*", at) ? endOfComment(sql, at) : undefined;
    const shape = end === undefined ? shapeAt(sql, at) : undefined;
    const matched = sql.slice(at, end ?? shape?.end);
    if (shape !== undefined && shape.kind !== "nothing") tokens.push({ kind: shape.kind, text: shape.text(matched), line });
    line += matched.split("\n").length - 1;
    at += matched.length;
  }
  return tokens;
}

function shapeAt(sql: string, at: number) {
  for (const { kind, pattern, text } of SHAPES) {
    pattern.lastIndex = at;
    const matched = pattern.exec(sql)?.[0];
    if (matched !== undefined) return { kind, text: text ?? ((same: string) => same), end: at + matched.length };
  }
  const line = sql.slice(0, at).split("\n").length;
  throw new Error(`line ${line} is not SQL: ${JSON.stringify(sql.slice(at, at + 30))}`);
}

function endOfComment(sql: string, start: number): number {
  let depth = 0;
  for (const mark of sql.slice(start).matchAll(/\/\*|\*\//g)) {
    depth += mark[0] === "/*" ? 1 : -1;
    if (depth === 0) return start + mark.index + 2;
  }
  throw new Error(`not SQL, a comment without an end: ${JSON.stringify(sql.slice(start, start + 30))}`);
}

/** Splits at each `;`: parentheses never hold one outside strings and bodies. */
export function readStatements(sql: string, firstLine = 1): readonly (readonly SqlToken[])[] {
  const statements: SqlToken[][] = [[]];
  for (const token of readTokens(sql, firstLine)) {
    if (token.kind === "symbol" && token.text === ";") statements.push([]);
    else statements.at(-1)?.push(token);
  }
  return statements.filter((statement) => statement.length > 0);
}
