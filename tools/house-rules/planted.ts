import { judge, type HouseRule, type Verdict } from "./house-rule.ts";
import type { SourceFile } from "./reading/source-file.ts";

/** A project of planted files, for the rules' tests. */
export function plant(texts: Readonly<Record<string, string>>): readonly SourceFile[] {
  return Object.entries(texts).map(([path, text]) => ({ path, text, bytes: Buffer.byteLength(text) }));
}

export function judgePlanted(rule: HouseRule, texts: Readonly<Record<string, string>>): Verdict {
  return judge(rule, plant(texts));
}

/** `path:line message` of each violation, for short expectations. */
export function found(rule: HouseRule, texts: Readonly<Record<string, string>>): readonly string[] {
  return judgePlanted(rule, texts).violations.map(({ path, line, message }) => `${path}:${line ?? 0} ${message}`);
}
