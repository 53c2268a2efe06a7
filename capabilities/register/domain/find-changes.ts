/** What stood in an entry before a change, by field, as text; an empty field is "". */
export type Before = Readonly<Record<string, string>>;

/** The fields whose new value is given and differs, with what stood there. */
export function findChanges(entry: Before, given: Readonly<Record<string, string | undefined>>): Before {
  const changed = Object.entries(given).flatMap(([field, value]) => {
    const stood = entry[field] ?? "";
    return value === undefined || value === stood ? [] : [[field, stood] as const];
  });
  return Object.fromEntries(changed);
}
