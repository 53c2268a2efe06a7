import { bind, type ActionContext } from "#platform/capability.ts";
import { isRefusal, refuse, type Refusal } from "#platform/refusal.ts";
import { enterMembers } from "../contract/enter-members.ts";
import { readPartyDesk } from "../contract/read-party-desk.ts";
import { removeMember } from "../contract/remove-member.ts";
import { isKeeper } from "../policy.ts";
import { countMembers, deleteMember, insertMembers } from "../store/members.ts";
import { findByName, findPartyBody, type PartyBody } from "../store/persons.ts";
import { indexesOf, indexOf } from "./member-index.ts";

// No answer is kept and nobody is told of as looked at: a trace of either would list members where the main role reads.
const LEAVES_NOTHING = { policy: isKeeper, keepsAnswer: false } as const;

/** The party organization whose post this is. */
export async function ownBody({ tx, actor }: Pick<ActionContext, "tx" | "actor">): Promise<PartyBody | Refusal> {
  const own = actor.posts.filter(({ duties }) => duties.includes("party.keep")).map((post) => post.organizationId);
  return (await findPartyBody(tx, own)) ?? refuse("conflict", "not-party-post");
}

/** One person a name: two of one name in a place are told apart at the desk of the register first. */
async function findNamed(context: ActionContext, { path }: PartyBody, given: readonly string[]) {
  const names = [...new Set(given)];
  const found = await findByName(context.tx, path, names);
  const unknown = names.filter((name) => !found.some((one) => one.name === name));
  if (unknown.length > 0) return refuse("conflict", "unknown-names", { facts: { names: unknown.join("、") } });
  const twice = names.filter((name) => found.filter((one) => one.name === name).length > 1);
  if (twice.length > 0) return refuse("conflict", "ambiguous-names", { facts: { names: twice.join("、") } });
  return found;
}

export const enterMembersBound = bind(enterMembers, {
  ...LEAVES_NOTHING,
  duty: "party.keep",
  run: async (context, { names }) => {
    const body = await ownBody(context);
    if (isRefusal(body)) return body;
    const found = await findNamed(context, body, names);
    if (isRefusal(found)) return found;
    const indexes = found.map(({ id }) => indexOf(context, body.id, id));
    const members = await context.party(async (party) => {
      await insertMembers(party, body.id, indexes);
      return await countMembers(party, body.id);
    });
    return { members };
  },
});

export const removeMemberBound = bind(removeMember, {
  ...LEAVES_NOTHING,
  duty: "party.keep",
  run: async (context, { name }) => {
    const body = await ownBody(context);
    if (isRefusal(body)) return body;
    const found = await findNamed(context, body, [name]);
    if (isRefusal(found)) return found;
    const indexes = found.flatMap(({ id }) => indexesOf(context, body.id, id));
    const members = await context.party(async (party) => {
      await deleteMember(party, body.id, indexes);
      return await countMembers(party, body.id);
    });
    return { members };
  },
});

export const readPartyDeskBound = bind(readPartyDesk, {
  policy: isKeeper,
  run: async (context) => {
    const body = await ownBody(context);
    if (isRefusal(body)) return body;
    return { organization: body.name, members: await context.party(async (party) => await countMembers(party, body.id)) };
  },
});
