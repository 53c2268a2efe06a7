import { findClash } from "./administrators.ts";

/** A post about to be given. Paths are ltree paths; `within` is the ltree order. */
export type PostGiven = {
  readonly duties: readonly string[];
  readonly areas: readonly string[];
  readonly personId: string;
  readonly organizationPath: string;
  /** Whoever gives it, and where they may. */
  readonly giver: { readonly personId: string | undefined; readonly areas: readonly string[] };
  /** Duties the person holds already, by posts in force. */
  readonly held: readonly string[];
  /** Duties the house knows. */
  readonly known: readonly string[];
};

export type PostFault =
  | { readonly code: "own-post" }
  | { readonly code: "no-such-duty"; readonly duty: string }
  | { readonly code: "area-beyond-organization"; readonly area: string }
  | { readonly code: "area-beyond-yours"; readonly area: string }
  | { readonly code: "duties-kept-apart"; readonly first: string; readonly second: string };

/** Why a post may not be given, or undefined. */
export function judgePost(post: PostGiven): PostFault | undefined {
  if (post.giver.personId === post.personId) return { code: "own-post" };
  const unknown = post.duties.find((duty) => !post.known.includes(duty));
  if (unknown !== undefined) return { code: "no-such-duty", duty: unknown };
  const beyond = post.areas.find((area) => !isWithin(area, post.organizationPath));
  if (beyond !== undefined) return { code: "area-beyond-organization", area: beyond };
  const notYours = post.areas.find((area) => !post.giver.areas.some((own) => isWithin(area, own)));
  if (notYours !== undefined) return { code: "area-beyond-yours", area: notYours };
  const clash = findClash([...post.held, ...post.duties]);
  return clash === undefined ? undefined : { code: "duties-kept-apart", ...clash };
}

function isWithin(path: string, area: string): boolean {
  return path === area || path.startsWith(`${area}.`);
}
