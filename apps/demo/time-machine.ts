import { sql } from "kysely";
import { CAPABILITIES } from "#apps/capabilities.ts";
import type { Actor } from "#platform/actor.ts";
import type { ActionContext, Bound } from "#platform/capability.ts";
import { isRefusal } from "#platform/refusal.ts";
import { buildRegistry } from "#platform/registry/registry.ts";
import { leaveTraces, noTraces } from "#platform/registry/leave-traces.ts";

/** The demo lives by every action of the house, and what the capabilities offer each other. */
const REGISTRY = buildRegistry(CAPABILITIES);

/** A context as it would have been at another time, for another actor: the demo's year is lived through the real actions. */
export function contextAt(context: ActionContext, at: Date, actor: Actor): ActionContext {
  return {
    ...context,
    offered: REGISTRY,
    now: at,
    actor,
    tx: { ...context.tx, now: at },
    post: actor.posts[0],
    emit: () => {},
    looked: () => {},
    subject: () => {},
  };
}

/** Performs an action or query of appeals, its policy included; a refusal here is a bug of the demo. */
export async function act(
  context: ActionContext,
  name: string,
  input: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  return await perform(context, `appeals/${name}`, input);
}

/**
 * Performs an action or query by its whole name, its policy included, and writes down that it was done and whose data was
 * looked at, as the house does; a refusal here is a bug of the demo.
 */
export async function perform(
  context: ActionContext,
  name: string,
  input: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const { binding, signature } = boundAs(name);
  const traces = noTraces();
  // One object: a receipt that is found makes its holder of the actor.
  const live: ActionContext = {
    ...context,
    subject: (id) => void (traces.subject = id),
    looked: (person, what) => void traces.looked.push({ id: context.newId(), person, what }),
  };
  const subject = binding.subject === undefined ? {} : await binding.subject(live, input);
  if (subject === undefined || !binding.policy.can(live.actor, subject)) throw new Error(`the demo may not ${name}`);
  const value = await binding.run(live, input, subject);
  if (isRefusal(value))
    throw new Error(`the demo was refused ${name}: ${value.code} ${JSON.stringify(value.fields ?? value.facts)}`);
  const postId = binding.duty === undefined ? undefined : live.post?.postId;
  const outcome = signature.kind === "query" ? "read" : "done";
  const done = { id: context.newId(), action: name, actor: live.actor, outcome, ...(postId === undefined ? {} : { postId }) };
  if (signature.kind === "action" || traces.looked.length > 0) leaveTraces(context.tx, done, traces);
  return value as Readonly<Record<string, unknown>>;
}

function boundAs(name: string): Bound {
  const found = REGISTRY.entries.get(name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

type PostRow = {
  readonly post_id: string;
  readonly person_id: string;
  readonly organization_id: string;
  readonly title: string;
  readonly duties: readonly string[];
  readonly areas: readonly string[];
};

/** The demo's officials as actors, one a post. */
export async function findOfficials(context: ActionContext): Promise<readonly (Actor & { readonly organizationId: string })[]> {
  const { rows } = await sql<PostRow>`
    select id as post_id, person_id, organization_id, title, duties, areas::text[] as areas from organizations.v_post where tenant_id = ${context.tenant.id} order by id`.execute(
    context.tx.db,
  );
  return rows.map((row) => ({
    kind: "person",
    tenantId: context.tenant.id,
    personId: row.person_id,
    proofLevel: 1,
    secondFactorPending: false,
    organizationId: row.organization_id,
    posts: [{ postId: row.post_id, organizationId: row.organization_id, duties: row.duties, areas: row.areas }],
  }));
}
