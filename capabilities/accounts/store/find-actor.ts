import { sql } from "kysely";
import { visitor, type Actor, type ActorPost } from "#platform/actor.ts";
import type { Tenant } from "#platform/capability.ts";
import type { Database } from "#platform/db/database.ts";

type ActorRow = {
  readonly account_id: string;
  readonly strong: boolean;
  readonly person_id: string | null;
  readonly name: string | null;
  readonly proof_level: 0 | 1 | 2 | null;
  readonly posts: readonly ActorPost[] | null;
};

/**
 * Who holds this session in this tenant, in one query: account, person, and the posts in force at this moment. Nothing is
 * kept between requests, so a post that ends takes its rights with it at once, and a session signed out elsewhere is out here.
 */
export async function findActor(database: Database, tenant: Tenant, sessionHash: Buffer, holderKey?: string): Promise<Actor> {
  const held = holderKey === undefined ? {} : { holderKey };
  // The tenant's whole area: the reader is not known yet, and the query reads one session's own rows only.
  const scope = { tenantId: tenant.id, areas: [tenant.rootPath], purpose: "accounts/find-actor" };
  const [row] = await database.readAtOnce(scope, actorQuery(tenant.id, sessionHash));
  if (row === undefined) return visitor(tenant.id, holderKey);
  const posts = row.posts ?? [];
  return {
    kind: "person",
    tenantId: tenant.id,
    accountId: row.account_id,
    sessionHash,
    ...(row.person_id === null ? {} : { personId: row.person_id }),
    ...(row.name === null ? {} : { name: row.name }),
    proofLevel: row.proof_level ?? 0,
    posts: row.strong ? posts : [],
    secondFactorPending: !row.strong && posts.length > 0,
    ...held,
  };
}

function actorQuery(tenantId: string, sessionHash: Buffer) {
  return sql<ActorRow>`
    select s.account_id, s.strong, p.id as person_id, n.name, p.proof_level,
      (select jsonb_agg(jsonb_build_object('postId', o.id, 'organizationId', o.organization_id, 'duties', o.duties, 'areas', o.areas::text[]) order by o.valid_from, o.id)
         from organizations.v_post o
        where o.tenant_id = ${tenantId} and o.person_id = p.id and o.valid_from <= now() and (o.valid_to is null or o.valid_to > now())) as posts
    from platform.session s
    join platform.account a on a.id = s.account_id and a.disabled_at is null
    left join register.v_person p on p.tenant_id = ${tenantId} and p.account_id = s.account_id and p.left_at is null
    left join register.v_person_name n on n.tenant_id = ${tenantId} and n.person_id = p.id
    where s.token_hash = ${sessionHash} and s.expires_at > now()`;
}
