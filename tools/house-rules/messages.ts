import { posix } from "node:path";
import type { HouseRule, Violation } from "./house-rule.ts";
import { isCode, isTest, type SourceFile } from "./reading/source-file.ts";
import { findTextUses, type TextUse } from "./reading/text-uses.ts";

const FILE = /(^|\/)messages\/(zh-CN|en)\.json$/;
const LOCALES = ["zh-CN", "en"] as const;
const PLURAL = /_(?:zero|one|two|few|many|other)$/;

/** Every text of one namespace in one language, by its key. */
type Texts = ReadonlyMap<string, string>;
type Namespace = { readonly folder: string; readonly locales: Map<string, Texts> };

export const messages: HouseRule = {
  name: "messages",
  says: "Every text exists in Chinese and English, is filled, takes the same figures in both, and every text a page asks for exists.",
  reads: (path) => FILE.test(path) || (isCode(path) && !isTest(path) && /^(apps\/web|ui-kit|capabilities)\//.test(path)),
  due: (paths) => paths.some((path) => path.startsWith("capabilities/") && path.includes("/pages/")),
  find(files) {
    const violations: Violation[] = [];
    const namespaces = readNamespaces(files, violations);
    for (const namespace of namespaces.values()) violations.push(...judgeNamespace(namespace));
    for (const file of files.filter((one) => isCode(one.path))) {
      for (const use of findTextUses(file)) violations.push(...judgeUse(file, use, namespaces));
    }
    // A namespace without any file is one thing to mend, however many texts are asked of it.
    return [...new Map(violations.map((violation) => [violation.message, violation])).values()];
  },
};

/** The web shell's own texts are the namespace `platform`; any other folder is named after itself. */
function namespaceOf(folder: string): string {
  const owner = posix.dirname(folder);
  return owner === "apps/web" ? "platform" : posix.basename(owner);
}

function readNamespaces(files: readonly SourceFile[], violations: Violation[]): ReadonlyMap<string, Namespace> {
  const namespaces = new Map<string, Namespace>();
  for (const file of files) {
    const locale = FILE.exec(file.path)?.[2];
    if (locale === undefined) continue;
    const folder = posix.dirname(file.path);
    const namespace = namespaces.get(namespaceOf(folder)) ?? { folder, locales: new Map<string, Texts>() };
    const texts = new Map<string, string>();
    flatten(JSON.parse(file.text), "", file.path, texts, violations);
    namespace.locales.set(locale, texts);
    namespaces.set(namespaceOf(folder), namespace);
  }
  return namespaces;
}

function flatten(value: unknown, key: string, path: string, texts: Map<string, string>, violations: Violation[]) {
  if (typeof value === "string") {
    texts.set(key, value);
    if (value.trim() === "") violations.push({ path, message: `${key} is empty` });
  } else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    for (const [name, inner] of Object.entries(value))
      flatten(inner, key === "" ? name : `${key}.${name}`, path, texts, violations);
  } else violations.push({ path, message: `${key} is neither a text nor a group of texts` });
}

function judgeNamespace(namespace: Namespace): readonly Violation[] {
  const [chinese, english] = LOCALES.map((locale) => groupPlurals(namespace.locales.get(locale) ?? new Map()));
  if (chinese === undefined || english === undefined) return [];
  return [
    ...lacking(chinese, english, `${namespace.folder}/en.json`),
    ...lacking(english, chinese, `${namespace.folder}/zh-CN.json`),
    ...otherFigures(chinese, english, `${namespace.folder}/en.json`),
  ];
}

/** Chinese has one form where English has two: `left_one` and `left_other` are one text, `left`. */
function groupPlurals(texts: Texts): ReadonlyMap<string, string> {
  const groups = new Map<string, string>();
  for (const [key, text] of texts) {
    const stem = key.replace(PLURAL, "");
    groups.set(stem, `${groups.get(stem) ?? ""} ${text}`);
  }
  return groups;
}

function lacking(there: ReadonlyMap<string, string>, here: ReadonlyMap<string, string>, path: string): readonly Violation[] {
  return [...there.keys()].filter((key) => !here.has(key)).map((key) => ({ path, message: `lacks ${key}` }));
}

/** A count may be spelt out (`one day`), any other figure would be lost. */
function otherFigures(
  chinese: ReadonlyMap<string, string>,
  english: ReadonlyMap<string, string>,
  path: string,
): readonly Violation[] {
  return [...chinese].flatMap(([key, text]) => {
    const other = english.get(key);
    if (other === undefined || figures(text) === figures(other)) return [];
    return [{ path, message: `${key} takes {${figures(other)}}, in Chinese {${figures(text)}}` }];
  });
}

function figures(text: string): string {
  const found = [...text.matchAll(/\{\{\s*(?:- )?([\w.]+)[^}]*\}\}/g)]
    .map((match) => match[1] ?? "")
    .filter((name) => name !== "count");
  return [...new Set(found)].toSorted().join(", ");
}

function judgeUse(file: SourceFile, use: TextUse, namespaces: ReadonlyMap<string, Namespace>): readonly Violation[] {
  const place = { path: file.path, line: use.line };
  if (use.alsoIn !== undefined && holds(namespaces.get(use.alsoIn), use)) return [];
  const namespace = namespaces.get(use.namespace);
  if (namespace === undefined) return [{ ...place, message: `asks for texts of ${use.namespace}, which has none` }];
  if (holds(namespace, use)) return [];
  return [{ ...place, message: `asks for the text ${use.namespace}:${use.key}${use.prefix ? "…" : ""}, which does not exist` }];
}

function holds(namespace: Namespace | undefined, use: TextUse): boolean {
  const keys = [...(namespace?.locales.get("zh-CN")?.keys() ?? [])].map((key) => key.replace(PLURAL, ""));
  return use.prefix ? keys.some((key) => key.startsWith(use.key)) : keys.includes(use.key);
}
