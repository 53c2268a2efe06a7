import { decode } from "./bytes.ts";
import { canonical, isObject, parseObject } from "./canonical.ts";

/** A leaf of a Gongzhi record, as its text says. */
export type Leaf = {
  readonly form: "public" | "sealed" | "withdrawn";
  readonly ref: string;
  readonly kind: string;
  readonly subject: string;
  /** Calendar day in China. */
  readonly on: string;
  /** SHA-256 of the content, in hexadecimal; of a public or withdrawn leaf. */
  readonly content: string | undefined;
  /** Commitments by field name; of a sealed leaf. */
  readonly fields: Readonly<Record<string, string>>;
  /** Names of the fields everybody may open until they are erased. */
  readonly shown: readonly string[];
};

const HEX_32 = /^[0-9a-f]{64}$/;
const PLAIN = Object.entries({
  ref: /^[0-9a-f]{32}$/,
  kind: /^[a-z-]+\.[a-z-]+$/,
  subject: /^\S+$/,
  on: /^\d{4}-\d{2}-\d{2}$/,
});

/** @returns a sentence where the bytes are no leaf, or not in the one way a leaf is written. */
export function readLeaf(entry: Uint8Array): Leaf | string {
  const text = decode(entry);
  const value = text === undefined ? undefined : parseObject(text);
  if (text === undefined || value === undefined) return "it is no JSON object";
  if (canonical(value) !== text) return "it is not written as RFC 8785 asks";
  if (value["v"] !== 1) return `its version is ${String(value["v"])}`;
  for (const [name, pattern] of PLAIN) if (!pattern.test(String(value[name]))) return `its ${name} is of no such form`;
  const { leaf: form } = value;
  const head = {
    ref: String(value["ref"]),
    kind: String(value["kind"]),
    subject: String(value["subject"]),
    on: String(value["on"]),
  };
  if (form === "public" || form === "withdrawn") {
    const content = String(value["content"]);
    if (!HEX_32.test(content) || Object.keys(value).length !== 7) return "it does not hold the hash of one content";
    return { ...head, form, content, fields: {}, shown: [] };
  }
  const fields = readFields(value["fields"]);
  const shown = Array.isArray(value["shown"]) ? value["shown"].map(String) : undefined;
  if (form !== "sealed" || fields === undefined || shown === undefined || Object.keys(value).length !== 8)
    return "it is no leaf of a known form";
  if (shown.some((name) => !Object.hasOwn(fields, name))) return "it shows a field it does not hold";
  return { ...head, form, content: undefined, fields, shown };
}

function readFields(value: unknown): Readonly<Record<string, string>> | undefined {
  if (!isObject(value)) return undefined;
  const fields = Object.entries(value);
  const whole = fields.length > 0 && fields.every(([, hash]) => typeof hash === "string" && HEX_32.test(hash));
  return whole ? Object.fromEntries(fields.map(([name, hash]) => [name, String(hash)])) : undefined;
}
