import type { TSchema } from "typebox";

type Part = {
  readonly type?: string;
  readonly minLength?: number;
  readonly properties?: Readonly<Record<string, Part>>;
  readonly items?: Part;
};

type Find = (value: unknown, pointer: string, found: Blank[]) => void;
export type Blank = { readonly pointer: string; readonly least: number };

/** Something an eye sees: no blank of any script, no zero-width sign, no filler of Hangul or Braille. */
const VISIBLE = /[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\s\u2800]/u;

/**
 * Texts that are asked for and say nothing: long enough, and all of them blanks. A reason of six spaces is no reason.
 * Undefined: the schema asks for no text anywhere.
 */
export function blankTexts(schema: TSchema): ((value: unknown) => readonly Blank[]) | undefined {
  const find = finderOf(schema);
  if (find === undefined) return undefined;
  return (value) => {
    const found: Blank[] = [];
    find(value, "", found);
    return found;
  };
}

function finderOf({ type, minLength, properties, items }: Part): Find | undefined {
  if (type === "string" && minLength !== undefined && minLength > 0) {
    return (value, pointer, found) => {
      if (typeof value === "string" && !VISIBLE.test(value)) found.push({ pointer, least: minLength });
    };
  }
  if (type === "array" && items !== undefined) {
    const each = finderOf(items);
    if (each === undefined) return undefined;
    return (value, pointer, found) => {
      if (Array.isArray(value)) value.forEach((one, place) => each(one, `${pointer}/${place}`, found));
    };
  }
  return properties === undefined ? undefined : inObject(properties);
}

function inObject(properties: Readonly<Record<string, Part>>): Find | undefined {
  const finders = Object.entries(properties).flatMap(([name, part]) => {
    const find = finderOf(part);
    return find === undefined ? [] : [{ name, find }];
  });
  if (finders.length === 0) return undefined;
  return (value, pointer, found) => {
    if (typeof value !== "object" || value === null) return;
    for (const { name, find } of finders) {
      if (Object.hasOwn(value, name)) find((value as Readonly<Record<string, unknown>>)[name], `${pointer}/${name}`, found);
    }
  };
}
