import type { Actor } from "#platform/actor.ts";
import { bind } from "#platform/capability.ts";
import { openToken, sealToken } from "#platform/crypto/tokens.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuseField } from "#platform/refusal.ts";
import { listHouseholds } from "../contract/list-households.ts";
import { PAGE_SIZE } from "../contract/person-views.ts";
import { readHousehold } from "../contract/read-household.ts";
import { ageOn } from "../domain/age-on.ts";
import { maskName } from "../domain/mask-name.ts";
import { isKeeper, isReader, mayKeepEntries, mayReadEntries } from "../policy.ts";
import { findChangesOf } from "../store/changes.ts";
import { findHousehold, type HouseholdRow } from "../store/households.ts";
import { countHouseholds, listHouseholdRows, type HouseholdPosition } from "../store/list-households.ts";
import { findMembers, stateOf, type PersonRow } from "../store/person-row.ts";
import { changeView } from "./person-view.ts";
import { areasToChoose, groupsToChoose } from "./places.ts";
import { noteReadings } from "./reading-limit.ts";

const CURSOR = "register/list-households";

export const listHouseholdsBound = bind(listHouseholds, {
  policy: isReader,
  run: async (context, input) => {
    const { tx, actor, tenant, house, now } = context;
    const { tokens } = house.keys;
    const after = input.cursor
      ? (openToken(tokens, CURSOR, input.cursor, now.getTime()) as HouseholdPosition | undefined)
      : undefined;
    if (input.cursor && after === undefined) return refuseField("/cursor", "bad-cursor");
    const visible = mayReadEntries.where(actor, "h");
    const rows = await listHouseholdRows(tx, visible, input, after, PAGE_SIZE + 1);
    const shown = rows.slice(0, PAGE_SIZE);
    const heads = shown.flatMap(({ head_person: head }) => (head === null ? [] : [head]));
    const refusal = await noteReadings(context, "register.list", heads);
    if (refusal !== undefined) return refusal;
    const last = rows.length > PAGE_SIZE ? shown.at(-1) : undefined;
    return {
      households: shown.map((row) => ({
        id: row.id,
        number: row.number,
        address: row.address,
        area: row.area,
        group: row.group_name,
        head: maskName(row.head_name),
        members: row.members,
        ended: row.ended_on !== null,
      })),
      next: last === undefined ? null : sealToken(tokens, CURSOR, { number: last.number, id: last.id }),
      count: await countHouseholds(tx, visible, input),
      areas: await areasToChoose(context),
      groups: await groupsToChoose(tx, tenant.rootPath),
      may: isKeeper.can(actor, {}) ? ["add-household"] : [],
    };
  },
});

export const readHouseholdBound = bind(readHousehold, {
  policy: mayReadEntries,
  subject: async ({ tx }, { id }) => await findHousehold(tx, id),
  run: async (context, { id }, household) => {
    const { tx, actor, tenant, now } = context;
    const members = await findMembers(tx, id);
    const refusal = await noteReadings(
      context,
      "register.person",
      members.map((member) => member.id),
    );
    if (refusal !== undefined) return refusal;
    const keeps = mayKeepEntries.can(actor, household);
    return {
      id,
      version: household.version,
      number: household.number,
      address: household.address,
      area: household.area,
      path: household.division_path,
      group: household.group_id === null ? null : { id: household.group_id, name: household.group_name },
      headId: household.head_person,
      endedOn: household.ended_on,
      members: members.filter((member) => member.end_kind !== "undone").map((member) => memberView(member, legalDay(now))),
      changes: (await findChangesOf(tx, { householdId: id })).map((row) => changeView(context, row)),
      areas: keeps ? await areasToChoose(context) : [],
      groups: keeps ? await groupsToChoose(tx, tenant.rootPath) : [],
      may: actsOn(actor, household, members),
    };
  },
});

function memberView(member: PersonRow, today: string) {
  return {
    id: member.id,
    version: member.version,
    name: member.name,
    relation: member.relation,
    sex: member.sex,
    age: member.born_on === null ? null : ageOn(member.born_on, member.ended_on ?? today),
    state: stateOf(member),
  };
}

function actsOn(actor: Actor, household: HouseholdRow, members: readonly PersonRow[]): string[] {
  if (household.ended_on !== null || !mayKeepEntries.can(actor, household)) return [];
  const here = members.some((member) => member.left_at === null);
  return ["add-person", "change-household", ...(here ? [] : ["end-household"])];
}
