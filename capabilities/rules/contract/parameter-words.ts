import type { OutputOf } from "#platform/contract.ts";
import type { readRule } from "./read-rule.ts";

/** Words of this capability's messages, as a page has them. */
type Translate = {
  (key: string, params?: Readonly<Record<string, string>>): string;
  has(key: string): boolean;
};

export type Version = OutputOf<typeof readRule>["versions"][number];
export type Parameter = Version["parameters"][number];

/** One line of the table of figures: an amount and its unit are one figure to whoever reads. */
export type Figure = { readonly key: string; readonly name: string; readonly value: string };

export function figuresOf(parameters: readonly Parameter[], t: Translate): readonly Figure[] {
  const unitOf = new Map(parameters.filter(isUnit).map((unit) => [groupOf(unit), unit.value]));
  const amounts = new Set(parameters.filter(isAmount).map(groupOf));
  return parameters
    .filter((one) => !(isUnit(one) && amounts.has(groupOf(one))))
    .map((one) => {
      const unit = isAmount(one) ? unitOf.get(groupOf(one)) : undefined;
      const parts = unit === undefined ? one.parts : one.parts.slice(0, -1);
      return { key: one.pointer, name: nameOf(parts, t), value: valueOf(one, unit, t) };
    });
}

/** `期限 › 办理 › 紧急`: the words of a place among the parameters; what nobody gave words to stands as it is. */
export function nameOf(parts: readonly string[], t: Translate): string {
  // `of` only says that a choice follows, and a list's places are counted from one.
  const words = parts
    .filter((part) => part !== "of")
    .map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : wordOf(part, t)));
  return words.join(" › ");
}

function wordOf(part: string, t: Translate): string {
  return t.has(`words.${part}`) ? t(`words.${part}`) : part;
}

/** How a list of texts is written as one figure (`domain/parameters.ts`). */
const LIST_JOIN = "、";

function valueOf({ type, value }: Parameter, unit: string | undefined, t: Translate): string {
  if (unit !== undefined) return t.has(`units.${unit}`) ? t(`units.${unit}`, { amount: value }) : `${value} ${unit}`;
  if (type === "yes-no") return t(value === "yes" ? "yes" : "no");
  // An empty text says that the place sets none of its own.
  if (type === "text") return value === "" ? "—" : wordOf(value, t);
  if (type === "list" && value !== "")
    return value
      .split(LIST_JOIN)
      .map((one) => wordOf(one, t))
      .join(LIST_JOIN);
  return value === "" ? "—" : value;
}

/** Units of time as deadlines know them. */
export const UNITS: readonly string[] = ["minutes", "hours", "calendar-days", "working-days"];

export const isUnit = ({ parts, type }: Parameter) => parts.at(-1) === "unit" && type === "text";
const isAmount = ({ parts, type }: Parameter) => parts.at(-1) === "amount" && type === "number";
const groupOf = ({ parts }: Parameter) => parts.slice(0, -1).join("/");
