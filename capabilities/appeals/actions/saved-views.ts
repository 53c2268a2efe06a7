import type { Actor, ActorPost } from "#platform/actor.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { listViews, MAX_VIEWS, removeView, renameView, restoreView, saveView } from "../contract/saved-views.ts";
import { viewQuery } from "../contract/view-query.ts";
import { DUTIES, mayKeepViews, ownsView } from "../policy.ts";
import {
  countOwnViews,
  findView,
  insertView,
  listViewRows,
  markRemoved,
  renameViewRow,
  type ViewRow,
} from "../store/saved-views.ts";

/** Own ones, and what a few units may share besides. */
const MOST_SHOWN = MAX_VIEWS * 4;

export const listViewsBound = bind(listViews, {
  policy: mayKeepViews,
  run: async ({ tx, actor }) => {
    const person = actor.personId ?? "";
    const units = deskPosts(actor).map(({ organizationId }) => organizationId);
    const rows = await listViewRows(tx, person, units, MOST_SHOWN);
    return { views: rows.map(({ owner_person, ...view }) => ({ ...view, own: owner_person === person })) };
  },
});

export const saveViewBound = bind(saveView, {
  policy: mayKeepViews,
  run: async (context, input) => {
    const query = viewQuery(input.query);
    if (query === "") return refuseField("/query", "nothing-to-keep");
    const person = context.actor.personId ?? "";
    const refusal = await checkRoom(context, person);
    if (refusal !== undefined) return refusal;
    const [post] = deskPosts(context.actor);
    const id = context.newId();
    context.subject(id);
    const shared = input.shared === true;
    await insertView(context.tx, { id, person, unit: post?.organizationId ?? "", shared, name: input.name, query });
    return { id, query };
  },
});

export const renameViewBound = bind(renameView, {
  policy: ownsView,
  subject: loadView,
  run: async ({ tx }, { id, name }, { query }) => {
    await renameViewRow(tx, id, name);
    return { query };
  },
});

export const removeViewBound = bind(removeView, {
  policy: ownsView,
  subject: loadView,
  run: async ({ tx }, { id }) => {
    await markRemoved(tx, id, tx.now);
    return { id };
  },
});

export const restoreViewBound = bind(restoreView, {
  policy: ownsView,
  subject: loadView,
  run: async (context, { id }, { query, owner_person }) => {
    const refusal = await checkRoom(context, owner_person);
    if (refusal !== undefined) return refusal;
    await markRemoved(context.tx, id, null);
    return { query };
  },
});

async function loadView(context: ActionContext, { id }: { readonly id: string }): Promise<ViewRow | undefined> {
  context.subject(id);
  return await findView(context.tx, id);
}

async function checkRoom({ tx }: ActionContext, person: string): Promise<Refusal | undefined> {
  const full = (await countOwnViews(tx, person)) >= MAX_VIEWS;
  return full ? refuse("conflict", "too-many-views", { facts: { most: MAX_VIEWS } }) : undefined;
}

/** Posts that work with the list. */
function deskPosts(actor: Actor): readonly ActorPost[] {
  return actor.posts.filter(({ duties }) => DUTIES.some((duty) => duties.includes(duty)));
}
