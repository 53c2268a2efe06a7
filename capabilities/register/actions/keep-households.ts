import { bind, type ActionContext } from "#platform/capability.ts";
import type { InputOf } from "#platform/contract.ts";
import { pgConstraint, Rollback } from "#platform/db/database.ts";
import { legalDay } from "#platform/legal-day.ts";
import { isWithin } from "#platform/actor.ts";
import { refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { addHousehold } from "../contract/add-household.ts";
import { changeHousehold } from "../contract/change-household.ts";
import { endHousehold } from "../contract/end-household.ts";
import { findChanges } from "../domain/find-changes.ts";
import { mayKeepEntries } from "../policy.ts";
import { recordChanges } from "../store/changes.ts";
import {
  addHousehold as insertHousehold,
  countMembers,
  findHousehold,
  NUMBER_CONSTRAINT,
  updateHousehold,
  type HouseholdRow,
} from "../store/households.ts";
import { findGroups } from "../store/groups.ts";
import { findPerson } from "../store/person-row.ts";
import { isArea } from "./places.ts";

export const addHouseholdBound = bind(addHousehold, {
  policy: mayKeepEntries,
  duty: "register.desk",
  subject: async (_, { area }) => ({ division_path: area }),
  run: async (context, input) => {
    const { tx } = context;
    if (!(await isArea(context, input.area))) return refuseField("/area", "no-such-area");
    const refusal = await refuseGroup(context, input.groupId, input.area);
    if (refusal !== undefined) return refusal;
    const id = context.newId();
    const made = {
      id,
      number: input.number.trim(),
      path: input.area,
      groupId: input.groupId ?? null,
      address: input.address ?? "",
    };
    await numberFree(() => insertHousehold(tx, made));
    await recordChanges(context, [{ kind: "added", path: input.area, householdId: id, ground: input.ground }]);
    context.subject(id);
    return { id };
  },
});

export const changeHouseholdBound = bind(changeHousehold, {
  policy: mayKeepEntries,
  duty: "register.desk",
  subject: async ({ tx }, { id }) => await findHousehold(tx, id, "lock"),
  run: async (context, input, household) => {
    if (household.ended_on !== null) return refuse("conflict", "household-ended");
    if (household.version !== input.version) return refuse("conflict", "changed-meanwhile");
    const refusal = await judgeChange(context, input, household);
    if (refusal !== undefined) return refusal;
    const wanted = {
      number: input.number?.trim(),
      area: input.area,
      group: input.groupId,
      head: input.headId,
      address: input.address,
    };
    const before = findChanges(
      {
        number: household.number,
        area: household.division_path,
        group: household.group_id ?? "",
        head: household.head_person ?? "",
        address: household.address,
      },
      wanted,
    );
    const fields = Object.keys(before);
    if (fields.length === 0) return refuse("invalid", "nothing-changed");
    const path = input.area ?? household.division_path;
    const change = {
      number: wanted.number,
      path: input.area,
      groupId: input.groupId,
      headId: input.headId,
      address: input.address,
    };
    await numberFree(() => updateHousehold(context.tx, household.id, change));
    await recordChanges(context, [{ kind: "corrected", path, householdId: household.id, before, ground: input.ground }]);
    context.subject(household.id);
    return { id: household.id, fields };
  },
});

async function judgeChange(
  context: ActionContext,
  input: InputOf<typeof changeHousehold>,
  household: HouseholdRow,
): Promise<Refusal | undefined> {
  const { tx, actor } = context;
  const moves = input.area !== undefined && input.area !== household.division_path;
  if (moves && (!(await isArea(context, input.area ?? "")) || !mayKeepEntries.can(actor, { division_path: input.area })))
    return refuseField("/area", "no-such-area");
  // A household that goes to another village leaves its group behind.
  const refusal = await refuseGroup(
    context,
    input.groupId ?? household.group_id ?? undefined,
    input.area ?? household.division_path,
  );
  if (refusal !== undefined) return refusal;
  if (input.headId === undefined) return undefined;
  const head = await findPerson(tx, input.headId);
  return head?.household_id === household.id && head.left_at === null ? undefined : refuseField("/headId", "not-of-household");
}

/** A group takes in households of its own village. */
async function refuseGroup(context: ActionContext, groupId: string | undefined, path: string): Promise<Refusal | undefined> {
  if (groupId === undefined) return undefined;
  const group = (await findGroups(context.tx, context.tenant.rootPath)).find(({ id }) => id === groupId);
  if (group === undefined) return refuseField("/groupId", "no-such-group");
  return isWithin(path, group.division_path) ? undefined : refuseField("/groupId", "group-elsewhere", { group: group.name });
}

async function numberFree(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (pgConstraint(error) !== NUMBER_CONSTRAINT) throw error;
    throw new Rollback(refuseField("/number", "number-taken"));
  }
}

export const endHouseholdBound = bind(endHousehold, {
  policy: mayKeepEntries,
  duty: "register.desk",
  subject: async ({ tx }, { id }) => await findHousehold(tx, id, "lock"),
  run: async (context, { id, version, on, ground }, household) => {
    const { tx, now } = context;
    if (household.ended_on !== null) return refuse("conflict", "household-ended");
    if (household.version !== version) return refuse("conflict", "changed-meanwhile");
    if (on > legalDay(now)) return refuseField("/on", "day-to-come");
    const members = await countMembers(tx, id);
    if (members > 0) return refuse("conflict", "household-not-empty", { facts: { members } });
    await updateHousehold(tx, id, { endedOn: on });
    await recordChanges(context, [{ kind: "ended", path: household.division_path, householdId: id, ground }]);
    context.subject(id);
    return { id };
  },
});
