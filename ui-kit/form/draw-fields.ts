import type { Signature } from "../../platform/contract.ts";
import type { FieldError, Refusal } from "../../platform/refusal.ts";
import type { Texts, Translate } from "../text/texts.ts";
import type { DrawnField, Option } from "./FieldControl.tsx";
import { fieldAt, type Field } from "./fields.ts";
import type { FormValues } from "./read-fields.ts";

/** How a field's words are found: `fields.<action>.<field>.label|hint|options.<value>` of the capability's messages. */
export type FieldWords = {
  readonly own: Translate;
  readonly platform: Translate;
  readonly kit: Translate;
  readonly prefix: string;
};

export function fieldWords(signature: Signature, texts: Texts): FieldWords {
  const [capability = "", act = ""] = signature.name.split("/");
  return { own: texts.of(capability), platform: texts.of("platform"), kit: texts.of("ui-kit"), prefix: `fields.${act}.` };
}

export type DrawOptions = {
  /** Begins every id: a page may hold several forms with fields of the same name. */
  readonly idStart: string;
  readonly values: FormValues;
  readonly refusal: Refusal | undefined;
  /** Choices the schema does not name: rows of the database. */
  readonly options: Readonly<Record<string, readonly Option[]>>;
  /** Labels of one's own, where this form asks in other words than its signature's. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly accept: Readonly<Record<string, string>>;
  readonly autoComplete: Readonly<Record<string, string>>;
};

export function drawField(field: Field, names: readonly string[], words: FieldWords, options: DrawOptions): DrawnField {
  const { own, kit, prefix } = words;
  // The words of a list's fields are the same in every row.
  const key = `${prefix}${field.name.replaceAll(/\.\d+\./g, ".")}`;
  const given = options.options[field.name] ?? options.options[field.name.replaceAll(/\.\d+\./g, ".")];
  const drawnAs = given !== undefined && field.kind === "hidden" ? { ...field, kind: "choice" as const } : field;
  const label = field.kind === "hidden" && given === undefined ? "" : (options.labels?.[field.name] ?? own(`${key}.label`));
  const errors = (options.refusal?.fields ?? []).filter((error) => fieldAt(error.pointer, names) === field.name);
  return {
    field: drawnAs,
    id: `${options.idStart}-${field.name.replaceAll(".", "-")}`,
    label,
    hint: own.has(`${key}.hint`) ? own(`${key}.hint`) : undefined,
    errors: errors.map((error) => errorWords(error, label, key, words, drawnAs.kind)),
    values: options.values[field.name] ?? [],
    options: given ?? field.values.map((value) => schemaOption(value, key, own)),
    compact: false,
    accept: options.accept[field.name] ?? (field.kind === "file" || field.kind === "files" ? "image/*" : undefined),
    autoComplete: options.autoComplete[field.name],
    words: {
      optional: kit("form.optional"),
      choose: kit("form.choose"),
      keptFiles: kit("form.keptFiles"),
      keep: kit("form.keptFile"),
      yuan: kit("form.yuan"),
      squareMetres: kit("form.squareMetres"),
      onePerLine: kit("form.onePerLine"),
    },
  };
}

/** One fills in a line, chooses a choice and adds a file: the words say which. */
function requiredCode(kind: Field["kind"]): string {
  switch (kind) {
    case "choice":
    case "choices":
      return "requiredChoice";
    case "file":
    case "files":
      return "requiredFile";
    default:
      return "required";
  }
}

function schemaOption(value: string, key: string, own: Translate): Option {
  const hint = `${key}.hints.${value}`;
  return { value, label: own(`${key}.options.${value}`), ...(own.has(hint) ? { hint: own(hint) } : {}) };
}

/** The capability's own words for an error of a field, of any field, or the platform's. */
export function errorWords(
  { code, facts }: FieldError,
  label: string,
  key: string,
  { own, platform }: FieldWords,
  kind: Field["kind"] = "line",
): string {
  const params = { label, ...facts };
  if (own.has(`${key}.errors.${code}`)) return own(`${key}.errors.${code}`, params);
  const ownWords = [`errors.${code}`, `refusals.${code}`].find((one) => own.has(one));
  if (ownWords !== undefined) return own(ownWords, params);
  const general = [`errors.${code === "required" ? requiredCode(kind) : code}`, `refusals.${code}`].find((one) =>
    platform.has(one),
  );
  const said = platform(general ?? "errors.invalid", params);
  const name = kind === "file" || kind === "files" ? facts?.["name"] : undefined;
  return name === undefined ? said : platform("errors.ofFile", { name, words: said });
}
