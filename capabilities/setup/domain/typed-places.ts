/** Lengths of official codes by level, and the field that names each. */
const LEVELS = [
  { digits: 2, field: "province" },
  { digits: 4, field: "city" },
  { digits: 6, field: "county" },
  { digits: 9, field: "township" },
] as const;

export type TypedNames = Readonly<Partial<Record<(typeof LEVELS)[number]["field"], string>>>;

export type TypedPlace = { readonly code: string; readonly name: string };

/**
 * The places from the province down to a code that are not known yet, with the names typed for them.
 * @param known codes in force already.
 * @returns the places to add, from above; or the first field whose name is needed.
 */
export function typedPlaces(
  code: string,
  names: TypedNames,
  known: ReadonlySet<string>,
): readonly TypedPlace[] | { readonly needs: keyof TypedNames } {
  const places: TypedPlace[] = [];
  for (const { digits, field } of LEVELS) {
    if (digits > code.length) break;
    const part = code.slice(0, digits);
    if (known.has(part)) continue;
    const name = names[field]?.trim() ?? "";
    if (name === "") return { needs: field };
    places.push({ code: part, name });
  }
  return places;
}

/** Codes of every level from the province down to this one. */
export function codesAbove(code: string): readonly string[] {
  return LEVELS.filter(({ digits }) => digits <= code.length).map(({ digits }) => code.slice(0, digits));
}
