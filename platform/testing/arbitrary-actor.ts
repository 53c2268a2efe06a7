import fc from "fast-check";
import type { Actor, ActorPost } from "../actor.ts";

/** Few values of each kind, so that actors and rows meet; `cn.1` and `cn.10` differ by more than a prefix of letters. */
export const AREAS = ["cn", "cn.1", "cn.10", "cn.1.2", "cn.1.2.g1", "cn.1.20", "cn.2"] as const;
const ids = (kind: number) => [1, 2, 3].map((n) => `0190000${kind}-0000-7000-8000-00000000000${n}`);
export const PERSONS: readonly string[] = ids(1);
export const ORGANIZATIONS: readonly string[] = ids(2);
export const RECEIPTS: readonly string[] = ["a", "b", "c"].map((letter) => letter.repeat(64));
const TENANT = "01900000-0000-7000-8000-000000000000";

/** Anybody who may ask: a visitor, with a receipt or without; a person without posts, or with some; the house itself. */
export function arbitraryActor(duties: readonly string[]): fc.Arbitrary<Actor> {
  const post: fc.Arbitrary<ActorPost> = fc.record({
    postId: fc.constant(TENANT),
    organizationId: fc.constantFrom(...ORGANIZATIONS),
    duties: fc.subarray([...duties]),
    areas: fc.subarray([...AREAS], { maxLength: 3 }),
  });
  const held = fc.option(fc.constantFrom(...RECEIPTS), { nil: undefined, freq: 2 });
  const base = { tenantId: TENANT, proofLevel: 0, secondFactorPending: false } as const;
  return fc.oneof(
    { weight: 1, arbitrary: held.map((key): Actor => ({ ...base, ...holding(key), kind: "visitor", posts: [] })) },
    {
      weight: 6,
      arbitrary: fc
        .tuple(fc.option(fc.constantFrom(...PERSONS), { nil: undefined }), fc.array(post, { maxLength: 3 }), held)
        .map(([personId, posts, key]): Actor => ({
          ...base,
          ...holding(key),
          ...(personId === undefined ? {} : { personId }),
          kind: "person",
          accountId: TENANT,
          posts,
        })),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...AREAS).map((root): Actor => ({
        ...base,
        kind: "system",
        posts: [{ postId: "", organizationId: "", duties: [], areas: [root] }],
      })),
    },
  );
}

function holding(key: string | undefined) {
  return key === undefined ? {} : { holderKey: key };
}
