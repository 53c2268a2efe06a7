import { bind } from "#platform/capability.ts";
import { pgConstraint, Rollback } from "#platform/db/database.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { findAreas } from "#capabilities/divisions/index.ts";
import { addGroup } from "../contract/add-group.ts";
import { endGroup } from "../contract/end-group.ts";
import { listGroups } from "../contract/list-groups.ts";
import { isReader, isSteward, maySteward } from "../policy.ts";
import {
  addGroup as insertGroup,
  findGroups,
  GROUP_NAME_CONSTRAINT,
  hasHouseholds,
  lockGroup,
  updateGroupEnd,
} from "../store/groups.ts";

/** The last part of a village's or community's path is its code of 12 digits; grids have labels. */
const VILLAGE = /\.\d{12}$/;

export const addGroupBound = bind(addGroup, {
  policy: maySteward,
  duty: "register.steward",
  subject: async (_, { area }) => ({ division_path: area }),
  run: async (context, input) => {
    const { tx, tenant } = context;
    const area = (await findAreas(tx, tenant.rootPath)).find(({ value }) => value === input.area);
    if (area === undefined || !VILLAGE.test(area.value)) return refuseField("/area", "no-village");
    const id = context.newId();
    try {
      await insertGroup(tx, { id, kind: input.kind, name: input.name.trim(), path: input.area, validFrom: input.from });
    } catch (error) {
      if (pgConstraint(error) !== GROUP_NAME_CONSTRAINT) throw error;
      throw new Rollback(refuseField("/name", "group-name-taken"));
    }
    context.subject(id);
    return { id };
  },
});

export const endGroupBound = bind(endGroup, {
  policy: maySteward,
  duty: "register.steward",
  subject: async ({ tx }, { id }) => await lockGroup(tx, id),
  run: async (context, { id, on }, group) => {
    const { tx, now } = context;
    if (group.valid_to !== null && group.valid_to <= legalDay(now)) return refuse("conflict", "group-ended");
    if (on <= group.valid_from) return refuseField("/on", "before-it-began", { from: group.valid_from });
    if (await hasHouseholds(tx, id)) return refuse("conflict", "group-not-empty");
    await updateGroupEnd(tx, id, on);
    context.subject(id);
    return { id };
  },
});

export const listGroupsBound = bind(listGroups, {
  policy: isReader,
  run: async ({ tx, tenant, actor }, { area }) => ({
    groups: (await findGroups(tx, area ?? tenant.rootPath)).map((row) => ({
      id: row.id,
      kind: row.kind,
      name: row.name,
      area: row.area,
      path: row.division_path,
      households: row.households,
      persons: row.persons,
      validFrom: row.valid_from,
      validTo: row.valid_to,
    })),
    areas: (await findAreas(tx, tenant.rootPath)).filter(({ value }) => VILLAGE.test(value)),
    may: isSteward.can(actor, {}) ? ["add-group", "end-group"] : [],
  }),
});
