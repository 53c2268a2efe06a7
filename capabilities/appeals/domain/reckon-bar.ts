/** A body and the one above it in line. */
export type ChartUnit = { readonly id: string; readonly parentId: string | null };
/** A post in force: who serves where. */
export type ChartPost = { readonly id: string; readonly personId: string; readonly organizationId: string };
export type Chart = { readonly units: readonly ChartUnit[]; readonly posts: readonly ChartPost[] };

/** Whom an appeal complains of: bodies, and people by their posts. */
export type Complained = { readonly units: readonly string[]; readonly posts: readonly string[] };

export type Bar = {
  /** Persons and bodies an appeal is kept from: whoever is one of them, or serves in one of them, does not see it. */
  readonly barred: readonly string[];
  /** Bodies it may not be sent to: those, and whatever stands under a body that is complained of. */
  readonly notSentTo: readonly string[];
};

/**
 * Who is kept from an appeal that complains of somebody (TRUST case 5): the persons named; every body they serve in, and every body
 * named; and all bodies above those in line, to the top. A body beside that line stays: it may read and handle the matter, unless it
 * stands under a body complained of, whose orders it takes: that one may read on (somebody has to send it on) but is never sent it.
 */
export function reckonBar({ units, posts }: Chart, complained: Complained): Bar {
  const named = new Set(posts.filter(({ id }) => complained.posts.includes(id)).map(({ personId }) => personId));
  const servedIn = posts.filter(({ personId }) => named.has(personId)).map(({ organizationId }) => organizationId);
  const own = new Set([...complained.units, ...servedIn]);
  const parentOf = new Map(units.map(({ id, parentId }) => [id, parentId]));
  const inLine = new Set([...own].flatMap((unit) => lineOf(unit, parentOf)));
  const below = units.filter(({ id }) => lineOf(id, parentOf).some((unit) => own.has(unit))).map(({ id }) => id);
  return { barred: [...named, ...inLine].toSorted(), notSentTo: [...new Set([...inLine, ...below])].toSorted() };
}

/** A body and all above it. A chart somebody drew in a ring ends where it began. */
function lineOf(unit: string, parentOf: ReadonlyMap<string, string | null>): readonly string[] {
  const line: string[] = [];
  for (let at: string | null = unit; at !== null && !line.includes(at); at = parentOf.get(at) ?? null) line.push(at);
  return line;
}

/** Is whoever asks kept from it? The same question row-level security asks of every row (`platform.current_parties`). */
export function isKeptFrom(
  barred: readonly string[],
  who: { readonly personId: string | undefined; readonly organizations: readonly string[] },
): boolean {
  return (who.personId !== undefined && barred.includes(who.personId)) || who.organizations.some((id) => barred.includes(id));
}
