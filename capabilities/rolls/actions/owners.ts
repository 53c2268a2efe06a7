import { bind } from "#platform/capability.ts";
import { openToken, sealToken } from "#platform/crypto/tokens.ts";
import { pgConstraint, Rollback } from "#platform/db/database.ts";
import { noteReadings } from "#platform/readings/note-readings.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { addOwner } from "../contract/add-owner.ts";
import { endOwner } from "../contract/end-owner.ts";
import { listOwners } from "../contract/list-owners.ts";
import { listQuarters } from "../contract/list-quarters.ts";
import { PAGE_SIZE } from "../contract/roll-views.ts";
import { isKeeper, mayKeep } from "../policy.ts";
import {
  countOwners,
  endOwnerRow,
  findQuarter,
  insertOwner,
  listOwnerRows,
  listQuarterRows,
  lockOwner,
  PREMISES_CONSTRAINT,
  type PremisesPosition,
} from "../store/owners.ts";

/** Owners of the largest quarter, whole; then whoever audits is told (TRUST case 18). */
const MOST_AN_HOUR = 5_000;
const LIST = "rolls/list-owners";

export const addOwnerBound = bind(addOwner, {
  policy: mayKeep,
  duty: "rolls.keep",
  subject: async ({ tx }, { groupId }) => await findQuarter(tx, groupId),
  run: async (context, { groupId, ...given }, quarter) => {
    const id = context.newId();
    const made = { ...given, premises: given.premises.trim(), id, groupId, path: quarter.division_path };
    try {
      if (!(await insertOwner(context.tx, made))) return refuse("conflict", "not-of-community");
    } catch (error) {
      if (pgConstraint(error) !== PREMISES_CONSTRAINT) throw error;
      throw new Rollback(refuse("conflict", "premises-taken", { facts: { premises: made.premises } }));
    }
    context.looked(given.personId, "rolls.owner");
    context.subject(id);
    return { id, groupId };
  },
});

export const endOwnerBound = bind(endOwner, {
  policy: mayKeep,
  duty: "rolls.keep",
  subject: async ({ tx }, { id }) => await lockOwner(tx, id),
  run: async (context, { id, on, ground }, row) => {
    if (row.valid_to !== null) return refuse("conflict", "owner-ended");
    if (on <= row.valid_from) return refuseField("/on", "before-it-began", { from: row.valid_from });
    await endOwnerRow(context.tx, id, { on, ground });
    context.subject(id);
    return { id };
  },
});

export const listQuartersBound = bind(listQuarters, {
  policy: isKeeper,
  run: async ({ tx, tenant, actor }) => ({
    quarters: (await listQuarterRows(tx, tenant.rootPath))
      .filter((row) => mayKeep.can(actor, row))
      .map(({ id, name, area, owners, floor_dm2 }) => ({ id, name, area, owners, floorDm2: floor_dm2 })),
  }),
});

export const listOwnersBound = bind(listOwners, {
  policy: mayKeep,
  subject: async ({ tx }, { groupId }) => await findQuarter(tx, groupId),
  run: async (context, { groupId, q = "", cursor }, { name: quarter }) => {
    const { tx, house, now } = context;
    const opened = cursor ? openToken(house.keys.tokens, LIST, cursor, now.getTime()) : undefined;
    if (cursor && opened === undefined) return refuseField("/cursor", "bad-cursor");
    const asked = { groupId, q: q.trim(), after: opened as PremisesPosition | undefined, limit: PAGE_SIZE + 1 };
    const rows = await listOwnerRows(tx, asked);
    const shown = rows.slice(0, PAGE_SIZE);
    const persons = [...new Set(shown.map(({ person_id }) => person_id))];
    const tooMany = await noteReadings(context, { what: "rolls.owner", persons, most: MOST_AN_HOUR });
    if (tooMany !== undefined) return tooMany;
    const counted = await countOwners(tx, asked);
    const last = rows.length > PAGE_SIZE ? shown.at(-1) : undefined;
    return {
      quarter,
      owners: shown.map((row) => ({
        id: row.id,
        personId: row.person_id,
        name: row.name,
        premises: row.premises,
        floorDm2: row.floor_dm2,
        from: row.valid_from,
      })),
      count: counted.premises,
      persons: counted.owners,
      floorDm2: counted.floor_dm2,
      next: last === undefined ? null : sealToken(house.keys.tokens, LIST, { premises: last.premises, id: last.id }),
      may: ["add-owner", "end-owner"],
    };
  },
});
