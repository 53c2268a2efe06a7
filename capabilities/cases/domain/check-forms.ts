import type { Net } from "@gongzhi/procedure";
import type { StepForm } from "../contract/step-form.ts";

/** A form longer than this is several steps. */
const MAX_FIELDS = 20;
const MAX_TITLE = 60;
const MAX_CHOICES = 50;
const FIELD_KEYS = new Set(["type", "format", "enum", "minimum", "maximum", "title", "titleEn", "enumTitles", "enumTitlesEn"]);
const FORM_KEYS = new Set(["type", "properties", "required"]);

export type FormFault = { readonly form: string; readonly field: string; readonly fault: string };

/**
 * Checks the forms a procedure is enacted with: each that a generic step names is there, none is left over, and each field is a
 * fact (yes or no, a number, a day, one of some) that the procedure declares as a variable of that type.
 */
export function checkForms(net: Net, forms: Readonly<Record<string, unknown>>): FormFault | undefined {
  const named = namedForms(net);
  const missing = [...named].find((key) => !Object.hasOwn(forms, key));
  if (missing !== undefined) return { form: missing, field: "", fault: "form-missing" };
  for (const [key, form] of Object.entries(forms)) {
    if (!named.has(key)) return { form: key, field: "", fault: "form-unused" };
    const fault = checkForm(net, form);
    if (fault !== undefined) return { form: key, ...fault };
  }
  return undefined;
}

/** Keys of the forms a procedure's generic steps show. */
export function namedForms(net: Net): ReadonlySet<string> {
  return new Set(net.elements.flatMap((element) => (element.kind === "work" && element.form ? [element.form] : [])));
}

type Fault = Omit<FormFault, "form">;

function checkForm(net: Net, form: unknown): Fault | undefined {
  if (!isRecord(form) || form["type"] !== "object" || !isRecord(form["properties"])) return { field: "", fault: "not-an-object" };
  const strange = Object.keys(form).find((key) => !FORM_KEYS.has(key));
  if (strange !== undefined) return { field: strange, fault: "keyword-unknown" };
  const fields = Object.entries(form["properties"]);
  if (fields.length === 0 || fields.length > MAX_FIELDS) return { field: "", fault: "too-many-fields" };
  const required = form["required"] ?? [];
  if (!Array.isArray(required) || required.some((name) => !Object.hasOwn(form["properties"] as object, String(name))))
    return { field: "required", fault: "field-unknown" };
  for (const [name, field] of fields) {
    const fault = checkField(field) ?? checkVariable(net, name, field as Readonly<Record<string, unknown>>);
    if (fault !== undefined) return { field: name, fault };
  }
  return undefined;
}

function checkField(field: unknown): string | undefined {
  if (!isRecord(field)) return "not-an-object";
  if (Object.keys(field).some((key) => !FIELD_KEYS.has(key))) return "keyword-unknown";
  const { title, type, minimum, maximum } = field;
  if (typeof title !== "string" || title === "" || title.length > MAX_TITLE) return "title-missing";
  if ([minimum, maximum].some((limit) => limit !== undefined && typeof limit !== "number")) return "limit-not-a-number";
  switch (type) {
    case "boolean":
    case "integer":
    case "number":
      return undefined;
    case "string":
      return field["format"] === "date" || isChoice(field["enum"]) ? undefined : "free-text";
    default:
      return "type-unknown";
  }
}

function isChoice(values: unknown): boolean {
  return (
    Array.isArray(values) &&
    values.length > 0 &&
    values.length <= MAX_CHOICES &&
    values.every((value) => typeof value === "string" && value !== "" && value.length <= MAX_TITLE)
  );
}

function checkVariable(net: Net, name: string, field: Readonly<Record<string, unknown>>): string | undefined {
  if (net.variables.length === 0) return undefined;
  const declared = net.variables.find((variable) => variable.name === name);
  if (declared === undefined) return "variable-unknown";
  const type = field["type"] === "integer" ? "number" : field["format"] === "date" ? "date" : field["type"];
  // A day may be kept as plain text, too.
  return declared.type === type || (type === "date" && declared.type === "string") ? undefined : "variable-of-another-type";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The form of a step, as it was enacted; undefined where it asks for nothing. */
export function formOf(forms: Readonly<Record<string, StepForm>>, key: string | undefined): StepForm | undefined {
  return key !== undefined && Object.hasOwn(forms, key) ? forms[key] : undefined;
}
