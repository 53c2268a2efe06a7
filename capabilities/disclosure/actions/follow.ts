import { findAreas } from "#capabilities/divisions/index.ts";
import { bind, type Reaction } from "#platform/capability.ts";
import { notify } from "#platform/notices/notify.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { followDisclosures } from "../contract/follow-disclosures.ts";
import { unfollowDisclosures } from "../contract/unfollow-disclosures.ts";
import { mayTakePart } from "../policy.ts";
import { findItem } from "../store/items.ts";
import { countFollowed, findFollowers, follow, unfollow } from "../store/subscriptions.ts";

/** More places than anybody follows; a script that follows everything is stopped here. */
const MOST_FOLLOWED = 50;

export const followDisclosuresBound = bind(followDisclosures, {
  policy: mayTakePart,
  run: async ({ tx, tenant, actor }, { area: asked }) => {
    const area = asked || tenant.rootPath;
    if (actor.personId === undefined) return refuse("conflict", "no-person-here");
    if (area !== tenant.rootPath && !(await findAreas(tx, tenant.rootPath)).some(({ value }) => value === area))
      return refuseField("/area", "no-such-area");
    if ((await countFollowed(tx, actor.personId)) >= MOST_FOLLOWED)
      return refuse("conflict", "too-many-followed", { facts: { most: MOST_FOLLOWED } });
    await follow(tx, actor.personId, area);
    return { area };
  },
});

export const unfollowDisclosuresBound = bind(unfollowDisclosures, {
  policy: mayTakePart,
  run: async ({ tx, tenant, actor }, { area: asked }) => {
    const area = asked || tenant.rootPath;
    if (actor.personId === undefined) return refuse("conflict", "no-person-here");
    await unfollow(tx, actor.personId, area);
    return { area };
  },
});

/** Told in one transaction; a town's worth of them is told in a few. */
const PAGE = 500;

/** Something was published or corrected: whoever follows its place is told, each once. */
export const tellFollowers: Reaction = async (context, { itemId, version, after }) => {
  const item = await findItem(context.tx, String(itemId));
  if (item === undefined) return;
  const asked = { path: item.division_path, after: typeof after === "string" ? after : undefined, most: PAGE };
  const people = await findFollowers(context.tx, asked);
  const topic = version === 1 ? "disclosure.published" : "disclosure.corrected";
  await notify(
    context,
    people.map((personId) => ({ personId, topic, params: { day: item.published_on ?? "" }, path: `disclosure/${item.id}` })),
  );
  const last = people.at(-1);
  if (people.length === PAGE && last !== undefined)
    context.emit("disclosure.published", { itemId: item.id, version: Number(version), after: last });
};
