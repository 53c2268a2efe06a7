import type { InjectOptions } from "fastify";
import type { Entry } from "#platform/registry/registry.ts";
import type { Schema } from "../sample-input.ts";
import { nearlyValid, validInput, type Known } from "./make-values.ts";
import type { Random } from "./seeded-random.ts";
import { STRANGE_BODIES, STRANGE_HEADERS, STRANGE_PATHS, STRANGE_TEXTS, STRANGE_TYPES } from "./strange.ts";

/** One caller's headers: a session, a receipt, nothing. */
export type FuzzCaller = { readonly name: string; readonly headers: Readonly<Record<string, string>> };

export type Call = {
  readonly manner: "valid" | "nearly valid" | "hostile";
  readonly entry: Entry;
  readonly request: InjectOptions & { readonly method: string; readonly url: string };
};

export type CallsOptions = {
  readonly tenants: readonly string[];
  readonly callers: readonly FuzzCaller[];
  readonly known: Known;
  /** What a signature's fields must name so that the call gets as far as its work. */
  readonly rightIds: (entry: Entry) => Readonly<Record<string, unknown>>;
};

const NOBODY: FuzzCaller = { name: "nobody", headers: {} };

type Request = Call["request"];
type Headers = Readonly<Record<string, string>>;

/** A body larger than the door takes: 1,000,000 bytes. */
const HUGE = `{"text":"${"x".repeat(1_050_000)}"}`;
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] as const;

/** The call an index stands for: of this signature, three ways. */
export function makeCall(entry: Entry, options: CallsOptions, random: Random): Call {
  const schema = entry.signature.input as unknown as Schema;
  // Half of all come from nobody: they cost least, and are what the door must bear most of.
  const caller = random.chance(0.5) ? NOBODY : random.pick(options.callers);
  const url = `/api/v1/t/${random.pick(options.tenants)}/${entry.signature.name}`;
  const made = validInput(schema, options.known, random);
  const input = random.chance(0.8) ? { ...made, ...options.rightIds(entry) } : made;
  const manner = random.pick([
    "valid",
    "valid",
    "nearly valid",
    "nearly valid",
    "nearly valid",
    "hostile",
    "hostile",
    "hostile",
  ] as const);
  const key: Headers = random.chance(0.1) ? { "idempotency-key": `fuzz-${random.below(2 ** 31)}-0123456789` } : {};
  const headers = { ...caller.headers, ...key };
  switch (manner) {
    case "valid":
      return { manner, entry, request: carry(entry, url, headers, input) };
    case "nearly valid":
      return { manner, entry, request: carry(entry, url, headers, nearlyValid(input, schema, random)) };
    case "hostile":
      return { manner, entry, request: hostile(entry, url, headers, input, random) };
  }
}

/** As a well-meaning client sends it. */
function carry(entry: Entry, url: string, headers: Headers, input: unknown): Request {
  if (entry.signature.kind === "query") return { method: "GET", url: `${url}?${queryOf(input)}`, headers };
  return { method: "POST", url, headers: { ...headers, "content-type": "application/json" }, payload: JSON.stringify(input) };
}

function queryOf(input: unknown): string {
  const fields = typeof input === "object" && input !== null ? Object.entries(input) : [];
  return fields
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? (value as readonly unknown[]).slice(0, 20) : [value]).map((one) => [name, one] as const),
    )
    .map(
      ([name, value]) => `${escaped(name)}=${escaped(typeof value === "string" ? value.slice(0, 2_000) : JSON.stringify(value))}`,
    )
    .join("&");
}

/** `encodeURIComponent` that takes lone surrogates too: as the bytes a careless client would send. */
function escaped(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function hostile(entry: Entry, url: string, headers: Headers, input: unknown, random: Random): Request {
  const usual = carry(entry, url, headers, input);
  const json = { ...headers, "content-type": "application/json" };
  switch (random.below(8)) {
    case 0:
      return { ...usual, method: random.pick(METHODS) };
    case 1:
      return {
        method: "POST",
        url,
        headers: { ...headers, "content-type": random.pick(STRANGE_TYPES) },
        payload: random.pick([...STRANGE_BODIES, JSON.stringify(input)]),
      };
    case 2:
      return { method: "POST", url, headers: json, payload: random.chance(0.05) ? HUGE : random.pick(STRANGE_BODIES) };
    case 3: {
      const name = random.pick(Object.keys(STRANGE_HEADERS));
      return { ...usual, headers: { ...(usual.headers as Headers), [name]: random.pick(STRANGE_HEADERS[name] ?? [""]) } };
    }
    case 4:
      return {
        ...usual,
        url: `/api/v1/t/${random.pick(["qinghe", "", "%00", "..", "nowhere", "QINGHE", "__proto__"])}${random.pick(STRANGE_PATHS)}`,
      };
    case 5:
      return { ...usual, url: `${url}?${strangeQuery(random)}` };
    case 6:
      return { method: "POST", url, headers: json, payload: twice(JSON.stringify(input), random) };
    default:
      return {
        ...usual,
        url: `/t/${random.pick(["qinghe", "nowhere", "%2e%2e"])}/files/${escaped(random.pick(STRANGE_TEXTS).slice(0, 100))}`,
      };
  }
}

/** The same names twice, names with brackets, bytes that are no UTF-8. */
function strangeQuery(random: Random): string {
  const names = ["id", "q", "q[]", "q[a]", "after", "cursor", "state", "__proto__", "area", "number", "%", "%ff", ""];
  return Array.from(
    { length: 1 + random.below(6) },
    () =>
      `${random.pick(names)}=${random.pick(["", "%", "%ff%fe", "%00", "a", "%E0%A4%A", "1", escaped(random.pick(STRANGE_TEXTS).slice(0, 200))])}`,
  ).join("&");
}

/** An object whose first name comes twice, the second time with something else. */
function twice(json: string, random: Random): string {
  const name = /^\{"((?:[^"\\]|\\.)*)"/.exec(json)?.[1];
  return name === undefined ? json : `${json.slice(0, -1)},"${name}":${JSON.stringify(random.pick([null, 1, "x", [], {}]))}}`;
}
