import { findAreas } from "#capabilities/divisions/index.ts";
import { bind } from "#platform/capability.ts";
import { pgConstraint, Rollback } from "#platform/db/database.ts";
import { noteReadings } from "#platform/readings/note-readings.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { confirmMembers } from "../contract/confirm-members.ts";
import { endMember } from "../contract/end-member.ts";
import { listMembers } from "../contract/list-members.ts";
import { MOST_AT_ONCE } from "../contract/roll-views.ts";
import { isKeeper, mayKeep } from "../policy.ts";
import {
  countMembers,
  endMemberRow,
  findOthers,
  insertMembers,
  listMemberRows,
  lockMember,
  MEMBER_CONSTRAINT,
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
  run: async (context, { area, q = "" }) => {
    const { tx, tenant, actor } = context;
    const areas = (await findAreas(tx, tenant.rootPath)).filter(
      ({ value }) => VILLAGE.test(value) && mayKeep.can(actor, { division_path: value }),
    );
    const path = areas.find(({ value }) => value === area)?.value ?? areas[0]?.value ?? "";
    const rows = path === "" ? [] : await listMemberRows(tx, path, q.trim(), MOST_AT_ONCE);
    const others = path === "" ? [] : await findOthers(tx, path, MOST_AT_ONCE);
    const persons = [...rows.map((row) => row.person_id), ...others.map(({ id }) => id)];
    const tooMany = await noteReadings(context, { what: "rolls.member", persons, most: MOST_AN_HOUR });
    if (tooMany !== undefined) return tooMany;
    return {
      area: path,
      members: rows.map((row) => ({
        id: row.id,
        personId: row.person_id,
        name: row.name,
        household: row.household,
        way: row.way,
        from: row.valid_from,
      })),
      count: path === "" ? 0 : await countMembers(tx, path),
      others: others.map(({ id, name }) => ({ value: id, name })),
      areas,
      may: path === "" ? [] : ["confirm-members", "end-member"],
    };
  },
});
