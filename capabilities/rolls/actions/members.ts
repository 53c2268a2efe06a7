import { findAreas } from "#capabilities/divisions/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { openToken, sealToken } from "#platform/crypto/tokens.ts";
import { pgConstraint, Rollback } from "#platform/db/database.ts";
import { noteReadings } from "#platform/readings/note-readings.ts";
import { isRefusal, refuse, refuseField } from "#platform/refusal.ts";
import { confirmMembers } from "../contract/confirm-members.ts";
import { endMember } from "../contract/end-member.ts";
import { listMembers } from "../contract/list-members.ts";
import { listOthers } from "../contract/list-others.ts";
import { PAGE_SIZE } from "../contract/roll-views.ts";
import { isKeeper, mayKeep } from "../policy.ts";
import {
  countMembers,
  countOthers,
  endMemberRow,
  insertMembers,
  listMemberRows,
  listOtherRows,
  lockMember,
  MEMBER_CONSTRAINT,
  type Position,
} from "../store/members.ts";

/** Collectives of villages: a community has none. By the official code (统计用区划代码). */
const VILLAGE = /\.\d{9}[2-9]\d{2}$/;
/** The largest village's members, whole; then whoever audits is told (TRUST case 18). */
const MOST_AN_HOUR = 5_000;

export const confirmMembersBound = bind(confirmMembers, {
  policy: mayKeep,
  duty: "rolls.keep",
  subject: async (_, { area }) => ({ division_path: area }),
  run: async (context, { area, personIds, way, from, ground }) => {
    if (!VILLAGE.test(area)) return refuseField("/area", "no-village");
    const ids = personIds.map(() => context.newId());
    try {
      const entered = await insertMembers(context.tx, { ids, personIds, path: area, way, from, ground });
      if (entered < personIds.length) throw new Rollback(refuse("conflict", "not-of-village"));
      for (const personId of personIds) context.looked(personId, "rolls.member");
      return { entered };
    } catch (error) {
      if (pgConstraint(error) !== MEMBER_CONSTRAINT) throw error;
      throw new Rollback(refuse("conflict", "member-already"));
    }
  },
});

export const endMemberBound = bind(endMember, {
  policy: mayKeep,
  duty: "rolls.keep",
  subject: async ({ tx }, { id }) => await lockMember(tx, id),
  run: async (context, { id, how, on, ground }, row) => {
    if (row.valid_to !== null) return refuse("conflict", "member-ended");
    if (on <= row.valid_from) return refuseField("/on", "before-it-began", { from: row.valid_from });
    await endMemberRow(context.tx, id, { on, how, ground });
    context.subject(id);
    return { id };
  },
});

export const listMembersBound = bind(listMembers, {
  policy: isKeeper,
  run: async (context, input) => {
    const page = await openPage(context, "rolls/list-members", input);
    if (isRefusal(page)) return page;
    const { tx } = context;
    const { path, areas } = page;
    const rows = path === "" ? [] : await listMemberRows(tx, page);
    const { shown, next } = cut(context, "rolls/list-members", rows);
    const tooMany = await note(
      context,
      shown.map((row) => row.person_id),
    );
    if (tooMany !== undefined) return tooMany;
    return {
      area: path,
      members: shown.map((row) => ({
        id: row.id,
        personId: row.person_id,
        name: row.name,
        household: row.household,
        way: row.way,
        from: row.valid_from,
      })),
      count: path === "" ? 0 : await countMembers(tx, page),
      next,
      areas,
      may: path === "" ? [] : ["confirm-members", "end-member"],
    };
  },
});

export const listOthersBound = bind(listOthers, {
  policy: isKeeper,
  run: async (context, input) => {
    const page = await openPage(context, "rolls/list-others", input);
    if (isRefusal(page)) return page;
    const { tx } = context;
    const { path, areas } = page;
    const rows = path === "" ? [] : await listOtherRows(tx, page);
    const { shown, next } = cut(context, "rolls/list-others", rows);
    const tooMany = await note(
      context,
      shown.map(({ id }) => id),
    );
    if (tooMany !== undefined) return tooMany;
    return { area: path, others: [...shown], count: path === "" ? 0 : await countOthers(tx, page), next, areas };
  },
});

type Asked = { readonly area?: string; readonly q?: string; readonly cursor?: string };

/** The village whose list is read, of those the reader keeps, and where its page begins. */
async function openPage({ tx, tenant, actor, house, now }: ActionContext, list: string, { area, q = "", cursor }: Asked) {
  const after = cursor ? (openToken(house.keys.tokens, list, cursor, now.getTime()) as Position | undefined) : undefined;
  if (cursor && after === undefined) return refuseField("/cursor", "bad-cursor");
  const areas = (await findAreas(tx, tenant.rootPath)).filter(
    ({ value }) => VILLAGE.test(value) && mayKeep.can(actor, { division_path: value }),
  );
  const path = areas.find(({ value }) => value === area)?.value ?? areas[0]?.value ?? "";
  return { path, areas, q: q.trim(), after, limit: PAGE_SIZE + 1 };
}

function cut<Row extends Position>({ house }: ActionContext, list: string, rows: readonly Row[]) {
  const shown = rows.slice(0, PAGE_SIZE);
  const last = rows.length > PAGE_SIZE ? shown.at(-1) : undefined;
  if (last === undefined) return { shown, next: null };
  const { household, name, id } = last;
  return { shown, next: sealToken(house.keys.tokens, list, { household, name, id }) };
}

async function note(context: ActionContext, persons: readonly string[]) {
  return await noteReadings(context, { what: "rolls.member", persons, most: MOST_AN_HOUR });
}
