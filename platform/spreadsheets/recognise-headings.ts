/** What an import can take from a table: by field, the headings it is recognised by for certain (small letters), and what it cannot do without. */
export type ImportFields<Field extends string> = {
  readonly known: Readonly<Record<Field, readonly string[]>>;
  readonly required: readonly Field[];
};

/** Which heading holds a field. */
export type HeadingMapping<Field extends string> = Readonly<Partial<Record<Field, string>>>;

export type RecognisedHeadings<Field extends string> = {
  readonly mapping: HeadingMapping<Field>;
  /** Columns that are left out, and said. */
  readonly unknown: readonly string[];
  readonly missing: readonly Field[];
};

/** Which heading holds what: as given, else by a name known for certain; anything else is asked. */
export function recogniseHeadings<Field extends string>(
  { known, required }: ImportFields<Field>,
  headings: readonly string[],
  given: HeadingMapping<Field> = {} as HeadingMapping<Field>,
): RecognisedHeadings<Field> {
  const mapping: Partial<Record<Field, string>> = { ...given };
  const taken = new Set<string>(Object.values<string | undefined>(given).filter((heading) => heading !== undefined));
  for (const [field, names] of Object.entries<readonly string[]>(known) as [Field, readonly string[]][]) {
    if (mapping[field] !== undefined) continue;
    const heading = headings.find((one) => !taken.has(one) && names.includes(one.trim().toLowerCase()));
    if (heading === undefined) continue;
    mapping[field] = heading;
    taken.add(heading);
  }
  return {
    mapping,
    unknown: headings.filter((one) => !taken.has(one)),
    missing: required.filter((field) => mapping[field] === undefined),
  };
}
