import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { maskPersonalData, type PersonalKind, type Span } from "../src/index.ts";

/** A sentence of the sample without its marks, and the spans that were marked. */
export type LabelledSentence = { readonly text: string; readonly spans: readonly Span[] };

/** `found`: marked spans whose every character was masked; `right`: masked spans that touch a marked one of their kind. */
export type MaskFigures = { marked: number; found: number; masked: number; right: number };

const KINDS: ReadonlySet<string> = new Set(["name", "phone", "identity", "plate", "address", "bank-card", "email", "account"]);

export function readSample(part: "a" | "b" | "c" | "d" | "e"): readonly LabelledSentence[] {
  const file = resolve(import.meta.dirname, `samples/masked-sentences-${part}.txt`);
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "" && !line.startsWith("#")).map(readLine);
}

function readLine(line: string): LabelledSentence {
  const spans: Span[] = [];
  let text = "";
  let at = 0;
  for (const match of line.matchAll(/\{(?<kind>[^|{}]+)\|(?<part>[^{}]+)\}/gu)) {
    const { kind = "", part = "" } = match.groups ?? {};
    if (!KINDS.has(kind)) throw new Error(`unknown kind ${kind} in: ${line}`);
    text += line.slice(at, match.index);
    spans.push({ kind: kind as PersonalKind, from: text.length, to: text.length + part.length });
    text += part;
    at = match.index + match[0].length;
  }
  return { text: text + line.slice(at), spans };
}

/** Figures of every kind, and of all together under `all`; `onMiss` is told of every difference. */
export function measureMask(
  sample: readonly LabelledSentence[],
  onMiss: (what: string, text: string, span: Span) => void = () => undefined,
): ReadonlyMap<string, MaskFigures> {
  const figures = new Map<string, MaskFigures>();
  const add = (kind: PersonalKind, field: keyof MaskFigures): void => {
    for (const key of [kind, "all"]) {
      const own = figures.get(key) ?? { marked: 0, found: 0, masked: 0, right: 0 };
      own[field] += 1;
      figures.set(key, own);
    }
  };
  for (const { text, spans } of sample) {
    const masked = maskPersonalData(text).spans;
    for (const span of spans) {
      add(span.kind, "marked");
      if (isCovered(span, masked)) add(span.kind, "found");
      else onMiss("missed", text, span);
    }
    for (const span of masked) {
      add(span.kind, "masked");
      if (spans.some((other) => other.kind === span.kind && other.from < span.to && span.from < other.to))
        add(span.kind, "right");
      else onMiss("wrong", text, span);
    }
  }
  return figures;
}

function isCovered(span: Span, masked: readonly Span[]): boolean {
  for (let at = span.from; at < span.to; at += 1) {
    if (!masked.some(({ from, to }) => from <= at && at < to)) return false;
  }
  return true;
}
