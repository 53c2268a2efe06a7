import type { Signature } from "../../platform/contract.ts";

/** Which control draws a field, and how its text becomes a value. */
export type FieldKind =
  | "line" // one line of text
  | "text" // several lines
  | "lines" // a list of texts, one a line
  | "choice" // one of some: radios up to six, a select beyond
  | "choices" // some of some: checkboxes
  | "date" // a calendar day
  | "instant" // a day and time, Chinese time
  | "number"
  | "money" // typed in yuan, kept in integer cents
  | "floor" // a floor area: typed in m², kept in integer 1/100 m²
  | "yes" // one checkbox
  | "file" // one uploaded file's id
  | "files" // several
  | "rows" // a list of objects: the same few fields again and again
  | "hidden"; // goes along unseen: ids and versions

export type Field = {
  /** Path inside the input, as the control's name: `place.town`, `items.0.title`. */
  readonly name: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  readonly limits: Limits;
  /** Values allowed by the schema itself. */
  readonly values: readonly string[];
  /** For `rows`: the fields of one row, named relative to it. */
  readonly row: readonly Field[];
  /** For files: what they are given for (`platform/capability.ts`, FilePurpose). */
  readonly purpose: string | undefined;
};

export type Limits = {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly integer?: boolean;
  readonly pattern?: string;
};

/** JSON Schema as far as a form can draw it. */
type Schema = {
  readonly type?: string;
  readonly control?: FieldKind | "textarea";
  readonly purpose?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
} & Omit<Limits, "integer">;

const DRAWN: ReadonlySet<string> = new Set<FieldKind>([
  "line",
  "text",
  "lines",
  "choice",
  "choices",
  "date",
  "instant",
  "number",
  "money",
  "floor",
  "yes",
  "file",
  "files",
  "rows",
  "hidden",
]);

/** The fields a signature's form draws, in the order its input declares them. */
export function fieldsOf(signature: Signature): readonly Field[] {
  return fieldsOfObject(signature.input, "");
}

function fieldsOfObject(schema: Schema, prefix: string): readonly Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const inner = withoutNull(property);
    const name = `${prefix}${key}`;
    if (inner.properties !== undefined && inner.control === undefined) return fieldsOfObject(inner, `${name}.`);
    return [fieldOf(name, inner, schema.required?.includes(key) === true && inner === property)];
  });
}

function fieldOf(name: string, schema: Schema, required: boolean): Field {
  const kind = kindOf(schema);
  return {
    name,
    kind,
    required,
    limits: limitsOf(schema),
    values: valuesOf(kind === "choices" ? (schema.items ?? {}) : schema),
    row: kind === "rows" ? fieldsOfObject(schema.items ?? {}, "") : [],
    purpose: schema.purpose ?? schema.items?.purpose,
  };
}

/** `null` only says that a field may be left empty. */
function withoutNull(schema: Schema): Schema {
  const rest = schema.anyOf?.filter((one) => one.type !== "null") ?? [];
  const only = rest[0];
  return schema.anyOf !== undefined && rest.length === 1 && only !== undefined ? only : schema;
}

function kindOf(schema: Schema): FieldKind {
  if (schema.control === "textarea") return "text";
  if (schema.control !== undefined && DRAWN.has(schema.control)) return schema.control;
  if (valuesOf(schema).length > 0) return "choice";
  switch (schema.type) {
    case "boolean":
      return "yes";
    case "integer":
    case "number":
      return "number";
    case "array":
      return kindOfList(schema.items ?? {});
    default:
      return kindOfText(schema);
  }
}

function kindOfList(items: Schema): FieldKind {
  if (items.properties !== undefined) return "rows";
  if (valuesOf(items).length > 0 || items.format === "uuid") return "choices";
  return "lines";
}

function kindOfText(schema: Schema): FieldKind {
  switch (schema.format) {
    case "date":
      return "date";
    case "date-time":
      return "instant";
    case "uuid":
      return "hidden";
    default:
      return "line";
  }
}

function valuesOf(schema: Schema): readonly string[] {
  const listed = schema.enum ?? schema.anyOf?.map((one) => one.const) ?? [];
  return listed.every((value) => typeof value === "string") ? listed : [];
}

function limitsOf(schema: Schema): Limits {
  const { minLength, maxLength, minimum, maximum, minItems, maxItems, pattern } = schema;
  const given = Object.entries({ minLength, maxLength, minimum, maximum, minItems, maxItems, pattern }).filter(
    ([, value]) => value !== undefined,
  );
  return { ...Object.fromEntries(given), ...(schema.type === "integer" ? { integer: true } : {}) };
}

/** `/items/0/title` from `items.0.title`, as refusals name fields. */
export function pointerOf(name: string): string {
  return `/${name.replaceAll(".", "/")}`;
}

/** The control a refusal's pointer means: the field itself or the one that holds it (`/photoIds/0` → `photoIds`). */
export function fieldAt(pointer: string, names: readonly string[]): string | undefined {
  const parts = pointer.split("/").slice(1);
  for (let length = parts.length; length > 0; length -= 1) {
    const name = parts.slice(0, length).join(".");
    if (names.includes(name)) return name;
  }
  return undefined;
}
