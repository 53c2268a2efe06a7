export type Deciders = { readonly persons: readonly string[]; readonly organizations: readonly string[] };

/** Nobody reviews what they decided, nor what the unit decided that they serve in (TRUST §3.6). */
export function mayNotReview(
  deciders: Deciders,
  reviewer: { readonly personId: string | undefined; readonly organizations: readonly string[] },
): boolean {
  return (
    (reviewer.personId !== undefined && deciders.persons.includes(reviewer.personId)) ||
    reviewer.organizations.some((unit) => deciders.organizations.includes(unit))
  );
}
