/** The three who keep the house: they stand apart, and nobody is two of them (GB/T 22239-2019 level 3, 8.1.5). */
export type Administrator = "system" | "security" | "audit";

/** The last word of a duty tells which of the three it belongs to; most duties belong to none. */
const OF_LAST_WORD: ReadonlyMap<string, Administrator> = new Map([
  ["steward", "system"],
  ["enact", "system"],
  ["security", "security"],
  ["audit", "audit"],
]);

export function administratorOf(duty: string): Administrator | undefined {
  return OF_LAST_WORD.get(duty.slice(duty.lastIndexOf(".") + 1));
}

/** Two duties that no one person may hold together, or undefined. */
export function findClash(duties: readonly string[]): { readonly first: string; readonly second: string } | undefined {
  const [first, second] = (["system", "security", "audit"] as const).flatMap(
    (which) => duties.find((duty) => administratorOf(duty) === which) ?? [],
  );
  return first === undefined || second === undefined ? undefined : { first, second };
}

/**
 * Posts as they may be acted under. Whoever came to hold two of the three all the same (two grants in one moment, a row put in by hand)
 * acts as none of them until one is taken away; their other duties hold.
 */
export function keepApart<Post extends { readonly duties: readonly string[] }>(posts: readonly Post[]): readonly Post[] {
  if (findClash(posts.flatMap(({ duties }) => duties)) === undefined) return posts;
  return posts.map((post) => ({ ...post, duties: post.duties.filter((duty) => administratorOf(duty) === undefined) }));
}
