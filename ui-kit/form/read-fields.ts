import type { Field } from "./fields.ts";

/** What somebody typed, by control name, just as it came: a form shows it again after a refusal. */
export type FormValues = Readonly<Record<string, readonly string[]>>;

/** A form or a query string; files are left to `takeUploads`. */
export type Entries = { getAll(name: string): readonly unknown[]; keys(): Iterable<string> };

/** More rows than this no form sends; a list of objects has its own, smaller limit in its schema. */
const MAX_ROWS = 200;
const SHANGHAI = "+08:00";

/** The fields really sent: lists of objects opened into one field for each row. */
export function openRows(fields: readonly Field[], entries: Entries): readonly Field[] {
  return fields.flatMap((field) => (field.kind === "rows" ? rowFields(field, rowCount(field, entries)) : [field]));
}

export function rowFields(field: Field, count: number): readonly Field[] {
  return Array.from({ length: count }, (_, place) =>
    field.row.map((one) => ({ ...one, name: `${field.name}.${place}.${one.name}` })),
  ).flat();
}

export function rowCount(field: Field, entries: Entries): number {
  const start = `${field.name}.`;
  const places = [...entries.keys()]
    .filter((key) => key.startsWith(start))
    .map((key) => Number.parseInt(key.slice(start.length), 10));
  return Math.min(
    MAX_ROWS,
    places.reduce((most, place) => (Number.isSafeInteger(place) ? Math.max(most, place + 1) : most), 0),
  );
}

export function readValues(fields: readonly Field[], entries: Entries): FormValues {
  const read = openRows(fields, entries).map((field) => [field.name, textsOf(entries.getAll(field.name), field)] as const);
  return Object.fromEntries(read.filter(([, texts]) => texts.length > 0));
}

function textsOf(sent: readonly unknown[], field: Field): readonly string[] {
  const texts = sent.filter((value) => typeof value === "string");
  // Browsers send CRLF, and a limit of characters must not count line ends twice.
  const clean = texts
    .map((text) => text.replaceAll("\r\n", "\n"))
    .map((text) => (field.kind === "text" ? text.trimEnd() : text.trim()));
  return clean.filter((text) => text !== "");
}

/** The input of the action: texts turned into what the schema asks for. What does not turn stays text, and is refused by the schema. */
export function inputOf(fields: readonly Field[], values: FormValues): Readonly<Record<string, unknown>> {
  const input: Record<string, unknown> = {};
  const entries = { getAll: (name: string) => values[name] ?? [], keys: () => Object.keys(values) };
  for (const field of fields) {
    if (field.kind === "rows") setAt(input, field.name, rowsOf(field, values, rowCount(field, entries)));
    else setAt(input, field.name, valueOf(field, values[field.name] ?? []));
  }
  return input;
}

/** Rows nobody filled are left out, wherever they stand. */
function rowsOf(field: Field, values: FormValues, count: number): readonly unknown[] | undefined {
  const rows = Array.from({ length: count }, (_, place) => place)
    .filter((place) => isRowFilled(field, values, place))
    .map((place) => {
      const row: Record<string, unknown> = {};
      for (const one of field.row) setAt(row, one.name, valueOf(one, values[`${field.name}.${place}.${one.name}`] ?? []));
      return row;
    });
  return rows.length === 0 && !field.required ? undefined : rows;
}

export function isRowFilled(field: Field, values: FormValues, place: number): boolean {
  return field.row.some((one) => one.kind !== "hidden" && (values[`${field.name}.${place}.${one.name}`] ?? []).length > 0);
}

function valueOf(field: Field, texts: readonly string[]): unknown {
  const first = texts[0];
  switch (field.kind) {
    case "yes":
      return first !== undefined;
    case "choices":
    case "files":
      return texts.length === 0 && !field.required ? undefined : texts.map(keptFileId);
    case "lines":
      return listOf(field, first);
    default:
      break;
  }
  if (first === undefined) return field.required && field.limits.minLength === 0 ? "" : undefined;
  switch (field.kind) {
    case "number":
      return numberOf(first);
    case "money":
      return centsOf(first);
    case "floor":
      return floorOf(first);
    case "instant":
      return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(first) ? `${first}:00${SHANGHAI}` : first;
    case "file":
      return keptFileId(first);
    case "choice":
    case "hidden":
      // A version goes along unseen, an article is chosen by its number: a number all the same.
      return field.limits.integer === true ? numberOf(first) : first;
    default:
      return first;
  }
}

function listOf(field: Field, text: string | undefined): readonly string[] | undefined {
  const lines = (text ?? "").split("\n").map((line) => line.trim());
  const filled = lines.filter((line) => line !== "");
  return filled.length === 0 && !field.required ? undefined : filled;
}

/** People type full-width figures and thousands separators: `１，２００` is 1200. */
function numberOf(text: string): number | string {
  const plain = text.normalize("NFKC").replaceAll(/[,\s]/g, "");
  return /^[+-]?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : text;
}

/** `1,200.5` yuan is 120050 cents; more than two places are refused, not rounded. */
export function centsOf(text: string): number | string {
  return hundredthsOf(text, /[,\s¥￥元]/g);
}

/** `89.5 ㎡` is 8950 hundredths of a square metre; more than two places are refused, not rounded. */
export function floorOf(text: string): number | string {
  return hundredthsOf(text, /[,\s]|(?:m2|平方米)$/giu);
}

function hundredthsOf(text: string, around: RegExp): number | string {
  const plain = text.normalize("NFKC").replaceAll(around, "");
  const match = /^([+-]?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(plain);
  if (match === null) return text;
  const hundredths = Number(match[2]) * 100 + Number((match[3] ?? "").padEnd(2, "0"));
  return match[1] === "-" ? -hundredths : hundredths;
}

/** An upload kept through a refusal or a review is sent as `<id>~<name>`. */
export function keptFileId(text: string): string {
  return text.split("~", 1)[0] ?? text;
}

export function keptFileName(text: string): string {
  return text.slice(keptFileId(text).length + 1);
}

function setAt(target: Record<string, unknown>, name: string, value: unknown): void {
  if (value === undefined) return;
  const [head = "", ...rest] = name.split(".");
  if (rest.length === 0) {
    target[head] = value;
    return;
  }
  const inner = (target[head] ?? {}) as Record<string, unknown>;
  setAt(inner, rest.join("."), value);
  target[head] = inner;
}
