import { findAreas } from "#capabilities/divisions/index.ts";
import { bind } from "#platform/capability.ts";
import { noteReadings } from "#platform/readings/note-readings.ts";
import { listRolls } from "../contract/list-rolls.ts";
import { readRoll } from "../contract/read-roll.ts";
import { isKeeper, mayKeep, mayRead, mayReadNames } from "../policy.ts";
import { findObjections } from "../store/objections.ts";
import { findNames, findVersions, isOnRoll, listRollRows, type RollRow } from "../store/rolls.ts";
import { readRollsRule } from "./read-rule.ts";

/** The largest village's roll, whole: it is posted. Whoever goes through the next one's within the hour takes a list (TRUST case 18). */
const MOST_AN_HOUR = 5_000;

/** Villages and communities hold meetings; grids do not. */
const VILLAGE = /\.\d{12}$/;

export const listRollsBound = bind(listRolls, {
  policy: mayRead,
  run: async ({ tx, tenant, actor }, { area }) => ({
    rolls: (await listRollRows(tx, area ?? tenant.rootPath)).map(rollFacts),
    areas: (await findAreas(tx, tenant.rootPath)).filter(({ value }) => VILLAGE.test(value)),
    may: isKeeper.can(actor, {}) ? ["freeze-roll"] : [],
  }),
});

export const readRollBound = bind(readRoll, {
  policy: mayRead,
  subject: async ({ tx }, { id }) => {
    const versions = await findVersions(tx, id);
    return versions[0] === undefined ? undefined : { ...versions[0], versions };
  },
  run: async (context, { id }, roll) => {
    const { tx, actor } = context;
    const names = mayReadNames.can(actor, roll) ? await findNames(tx, id, roll.version) : [];
    const persons = names.map((one) => one.id);
    const tooMany = await noteReadings(context, { what: "rolls.roll", persons, most: MOST_AN_HOUR });
    if (tooMany !== undefined) return tooMany;
    const objections = await findObjections(tx, id);
    const rule = await readRollsRule(tx, roll.division_path);
    return {
      roll: rollFacts(roll),
      versions: roll.versions.map(rollFacts),
      rule: { title: rule?.title ?? "", version: roll.rule_version },
      own: actor.personId === undefined ? null : await isOnRoll(tx, id, roll.version, actor.personId),
      names: [...names],
      objections: objections.map((one) => ({
        id: one.id,
        says: one.says,
        state: one.state,
        answer: one.answer,
        raisedAt: one.raised_at.toISOString(),
      })),
      may: mayKeep.can(actor, roll) ? ["correct-roll", "reject-objection"] : [],
    };
  },
});

function rollFacts(row: RollRow) {
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    title: row.title,
    area: row.area,
    path: row.division_path,
    onDay: row.on_day,
    persons: row.persons,
    women: row.women,
    households: row.households,
    floorDm2: row.floor_dm2,
    listSha256: row.list_sha256,
    reason: row.reason,
    frozenAt: row.frozen_at.toISOString(),
    objectionsUntil: row.objections_until,
    decisionsUntil: row.decisions_until,
  };
}
