/** This page's address with some of its query changed: an empty or undefined value takes a name away. */
export function hereWith(
  here: { readonly path: string; readonly query: string },
  changes: Readonly<Record<string, string | undefined>>,
): string {
  const query = new URLSearchParams(here.query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === "") query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text === "" ? here.path : `${here.path}?${text}`;
}
