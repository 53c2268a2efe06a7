import { escapeXml } from "../diagram/text.ts";
import { addOffset, isOffset } from "./day.ts";

/** One case as process mining sees it. Names of people belong to no event: `resource` is an id or a post. */
export type XesCase = {
  readonly id: string;
  readonly events: Iterable<XesEvent>;
  readonly attributes?: XesAttributes;
};

export type XesEvent = {
  /** The activity: the step's name. */
  readonly name: string;
  /** ISO 8601 instant. */
  readonly at: string;
  readonly lifecycle?: XesTransition;
  readonly resource?: string;
  readonly role?: string;
  readonly group?: string;
  readonly id?: string;
  readonly attributes?: XesAttributes;
};

/** The standard lifecycle model of the Lifecycle extension. */
export type XesTransition =
  | "schedule"
  | "assign"
  | "withdraw"
  | "reassign"
  | "start"
  | "suspend"
  | "resume"
  | "pi_abort"
  | "ate_abort"
  | "complete"
  | "autoskip"
  | "manualskip"
  | "unknown";

/** Further attributes by key (an XML name). */
export type XesAttributes = Readonly<Record<string, string | number | boolean>>;

export type XesOptions = {
  /**
   * `exact`: instants as they are, with resources and ids: for staff. `day`: only the day on which something happened, and no
   * resources, so that a published log does not show who works when; and no ids, since a UUIDv7 tells the millisecond.
   */
  readonly precision: "day" | "exact";
  /** Name of the log. */
  readonly name?: string;
  /** Offset in which a day is a day; default `+08:00`. */
  readonly offset?: string;
};

/** China keeps one time. */
const CHINA = "+08:00";

const EXTENSIONS = [
  ["Concept", "concept"],
  ["Lifecycle", "lifecycle"],
  ["Time", "time"],
  ["Organizational", "org"],
  ["Identity", "identity"],
] as const;

/**
 * An event log as XES (IEEE 1849-2016), in pieces, so that a log of any length can be streamed: join them, or write one
 * after the other. Order of elements and types of attributes follow the standard's XML schema (Annex A).
 */
export function* toXes(cases: Iterable<XesCase>, options: XesOptions): Generator<string> {
  yield header(options);
  for (const one of cases) yield* traceOf(one, options);
  yield FOOT;
}

/** The same of cases that come by and by: from a database, page by page. */
export async function* toXesStream(cases: AsyncIterable<XesCase>, options: XesOptions): AsyncGenerator<string> {
  yield header(options);
  for await (const one of cases) yield* traceOf(one, options);
  yield FOOT;
}

const FOOT = "</log>\n";

function* traceOf(one: XesCase, { precision, offset = CHINA }: XesOptions): Generator<string> {
  yield `<trace>\n${text("concept:name", one.id)}${attributes(one.attributes)}`;
  for (const event of one.events) yield eventOf(event, precision, offset);
  yield "</trace>\n";
}

function header(options: XesOptions): string {
  const { offset = CHINA } = options;
  if (!isOffset(offset)) throw new RangeError(`${offset} is no offset such as +08:00`);
  const extensions = EXTENSIONS.map(([name, prefix]) => {
    return `<extension name="${name}" prefix="${prefix}" uri="http://www.xes-standard.org/${prefix}.xesext"/>\n`;
  });
  const globals =
    `<global scope="trace">\n${text("concept:name", "__INVALID__")}</global>\n` +
    `<global scope="event">\n${text("concept:name", "__INVALID__")}${text("lifecycle:transition", "complete")}` +
    `<date key="time:timestamp" value="1970-01-01T00:00:00Z"/>\n</global>\n`;
  const classifiers =
    `<classifier name="Activity" scope="event" keys="concept:name"/>\n` +
    `<classifier name="ActivityLifecycle" scope="event" keys="concept:name lifecycle:transition"/>\n`;
  const about = `${text("concept:name", options.name ?? "log")}${text("lifecycle:model", "standard")}`;
  const open = `<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">\n`;
  return open + extensions.join("") + globals + classifiers + about;
}

function eventOf(event: XesEvent, precision: XesOptions["precision"], offset: string): string {
  const at = precision === "day" ? `${addOffset(event.at, offset).slice(0, 10)}T00:00:00${offset}` : exact(event.at);
  const parts = [
    text("concept:name", event.name),
    text("lifecycle:transition", event.lifecycle ?? "complete"),
    `<date key="time:timestamp" value="${at}"/>\n`,
    precision === "exact" && event.resource !== undefined ? text("org:resource", event.resource) : "",
    event.role === undefined ? "" : text("org:role", event.role),
    event.group === undefined ? "" : text("org:group", event.group),
    precision === "day" || event.id === undefined ? "" : `<id key="identity:id" value="${escapeXml(event.id)}"/>\n`,
    attributes(event.attributes),
  ];
  return `<event>\n${parts.join("")}</event>\n`;
}

function exact(at: string): string {
  const time = Date.parse(at);
  if (Number.isNaN(time)) throw new RangeError(`${at} is no ISO 8601 instant`);
  return /T.*(?:Z|[+-]\d{2}:\d{2})$/u.test(at) ? at : new Date(time).toISOString();
}

function text(key: string, value: string): string {
  return `<string key="${key}" value="${escapeXml(value).replace(/[\t\n\r]/gu, " ")}"/>\n`;
}

function attributes(values: XesAttributes | undefined): string {
  return Object.entries(values ?? {})
    .map(([key, value]) => attribute(key, value))
    .join("");
}

function attribute(key: string, value: string | number | boolean): string {
  if (!/^[\p{L}_:][\p{L}\p{N}_:.-]*$/u.test(key)) throw new RangeError(`${key} is no XML name`);
  if (typeof value === "string") return text(key, value);
  if (typeof value === "boolean") return `<boolean key="${key}" value="${value}"/>\n`;
  if (!Number.isFinite(value)) throw new RangeError(`${key} is no finite number`);
  const type = Number.isSafeInteger(value) ? "int" : "float";
  return `<${type} key="${key}" value="${value}"/>\n`;
}
