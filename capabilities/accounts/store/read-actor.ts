import { sql, type RawBuilder } from "kysely";
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
 * Who holds this session in this tenant, in one query: account, person, and the posts in force at this moment, their own and those
 * they stand in for. Nothing is
 * kept between requests, so a post that ends takes its rights with it at once, and a session signed out elsewhere is out here.
 */
export async function readActor(database: Database, tenant: Tenant, sessionHash: Buffer, holderKey?: string): Promise<Actor> {
  const held = holderKey === undefined ? {} : { holderKey };
  // The tenant's whole area: the reader is not known yet, and the query reads one session's own rows only.
  const scope = { tenantId: tenant.id, areas: [tenant.rootPath], purpose: "accounts/find-actor" };
  const [row] = await database.readAtOnce(scope, actorQuery(tenant.id, sessionHolder(sessionHash)));
  return row === undefined ? visitor(tenant.id, holderKey) : { ...actorOf(tenant, row), sessionHash, ...held };
}

/** The same of an account without a session, for a job it left behind: the posts in force now. Undefined: it has no person here. */
export async function readActorOfAccount(database: Database, tenant: Tenant, accountId: string): Promise<Actor | undefined> {
  const scope = { tenantId: tenant.id, areas: [tenant.rootPath], purpose: "accounts/find-actor" };
  const holder = sql`(select ${accountId}::uuid as account_id, true as strong) s`;
  const [row] = await database.readAtOnce(scope, actorQuery(tenant.id, holder));
  return row === undefined || row.person_id === null ? undefined : actorOf(tenant, row);
}

function actorOf(tenant: Tenant, row: ActorRow): Actor {
  const posts = row.posts ?? [];
  return {
    kind: "person",
    tenantId: tenant.id,
    accountId: row.account_id,
    ...(row.person_id === null ? {} : { personId: row.person_id }),
    ...(row.name === null ? {} : { name: row.name }),
    proofLevel: row.proof_level ?? 0,
    strong: row.strong,
    posts: row.strong ? posts : [],
    secondFactorPending: !row.strong && posts.length > 0,
  };
}

function sessionHolder(sessionHash: Buffer) {
  return sql`(select account_id, strong from platform.session where token_hash = ${sessionHash} and expires_at > now()) s`;
}

function actorQuery(tenantId: string, holder: RawBuilder<unknown>) {
  return sql<ActorRow>`
    select s.account_id, s.strong, p.id as person_id, n.name, p.proof_level,
      (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('postId', o.id, 'organizationId', o.organization_id, 'duties', o.duties, 'areas', o.areas::text[],
           'throughPost', o.through)) order by o.through nulls first, o.valid_from, o.id) from (${heldPosts(tenantId)}) o) as posts
    from ${holder}
    left join register.v_person p on p.tenant_id = ${tenantId} and p.account_id = s.account_id and p.left_at is null
    left join register.v_person_name n on n.tenant_id = ${tenantId} and n.person_id = p.id
    where not exists (select from accounts.disabled d where d.tenant_id = ${tenantId} and d.account_id = s.account_id)`;
}

/** One's own posts in force, and those one's own stand in for now: somebody else's post in force, with the duties that were lent. */
function heldPosts(tenantId: string) {
  return sql`
    select o.id, o.organization_id, o.duties, o.areas, o.valid_from, null::uuid as through from organizations.v_post o
      where o.tenant_id = ${tenantId} and o.person_id = p.id and o.valid_from <= now() and (o.valid_to is null or o.valid_to > now())
    union all
    select l.id, l.organization_id, array(select unnest(l.duties) intersect select unnest(v.duties)), l.areas, v.valid_from, o.id from organizations.v_post o
      join cases.v_substitution v on v.tenant_id = o.tenant_id and v.substitute_post_id = o.id and v.valid_from <= now() and v.valid_to > now()
      join organizations.v_post l on l.tenant_id = v.tenant_id and l.id = v.post_id and l.valid_from <= now() and (l.valid_to is null or l.valid_to > now())
      where o.tenant_id = ${tenantId} and o.person_id = p.id and o.valid_from <= now() and (o.valid_to is null or o.valid_to > now())`;
}
