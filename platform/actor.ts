/** A post in force at this moment: where rights come from. */
export type ActorPost = {
  readonly postId: string;
  readonly organizationId: string;
  /** Rights the post carries, as capabilities declare them: `appeals.dispatch`. */
  readonly duties: readonly string[];
  /** ltree paths of the divisions it covers. */
  readonly areas: readonly string[];
  /** The own post from which this one is stood in for: it is somebody else's, held for a time. */
  readonly throughPost?: string;
};

/** Whoever asks: a visitor, a person of this tenant with the posts in force now, or the house itself (timers, reactions). */
export type Actor = {
  readonly kind: "visitor" | "person" | "system";
  readonly tenantId: string;
  readonly accountId?: string;
  /** SHA-256 of the session's token: signing out ends just this one. */
  readonly sessionHash?: Buffer;
  readonly personId?: string;
  readonly name?: string;
  /** 0 phone, 1 checked at a desk, 2 credential slip. */
  readonly proofLevel: 0 | 1 | 2;
  readonly posts: readonly ActorPost[];
  /** Has posts, but this session showed no second factor yet: `posts` is empty until it does. */
  readonly secondFactorPending: boolean;
  /** This session showed a second factor, whether the actor holds posts or not. */
  readonly strong?: boolean;
  /** Hash of a receipt code the request carries: opens that one row. */
  readonly holderKey?: string;
};

export function visitor(tenantId: string, holderKey?: string): Actor {
  return {
    kind: "visitor",
    tenantId,
    proofLevel: 0,
    posts: [],
    secondFactorPending: false,
    ...(holderKey === undefined ? {} : { holderKey }),
  };
}

/** The house acting by itself after a commit or at a due time; covers the tenant's whole area. It never decides against anybody. */
export function systemActor(tenantId: string, rootPath: string): Actor {
  const post: ActorPost = { postId: "", organizationId: "", duties: [], areas: [rootPath] };
  return { kind: "system", tenantId, proofLevel: 0, posts: [post], secondFactorPending: false };
}

export function areasOf(actor: Actor): readonly string[] {
  return [...new Set(actor.posts.flatMap((post) => post.areas))];
}

export function organizationsOf(actor: Actor): readonly string[] {
  return [...new Set(actor.posts.map((post) => post.organizationId).filter((id) => id !== ""))];
}

/** Is `path` the area itself or below it? The same as ltree's `path <@ area`. */
export function isWithin(path: string, area: string): boolean {
  return path === area || path.startsWith(`${area}.`);
}

export function hasDuty(actor: Actor, duty: string): boolean {
  return actor.posts.some((post) => post.duties.includes(duty));
}

/** The post under whose right an act is done: the first that carries the duty and covers the path. */
export function postFor(actor: Actor, duty: string, path?: string): ActorPost | undefined {
  return actor.posts.find(
    (post) => post.duties.includes(duty) && (path === undefined || post.areas.some((area) => isWithin(path, area))),
  );
}
