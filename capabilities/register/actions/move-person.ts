import { bind, type ActionContext } from "#platform/capability.ts";
import { refuse, refuseField, isRefusal, type Refusal } from "#platform/refusal.ts";
import { movePerson } from "../contract/move-person.ts";
import { MOST_MEMBERS } from "../contract/person-views.ts";
import { mayKeepEntries } from "../policy.ts";
import { recordChanges } from "../store/changes.ts";
import { placePerson } from "../store/change-person.ts";
import { countMembers, findHousehold, lockHouseholdByNumber, updateHousehold, type HouseholdRow } from "../store/households.ts";
import { findPerson, type PersonRow } from "../store/person-row.ts";

export const movePersonBound = bind(movePerson, {
  policy: mayKeepEntries,
  duty: "register.desk",
  subject: async ({ tx }, { id }) => await findPerson(tx, id, "lock"),
  run: async (context, input, row) => {
    const { tx } = context;
    if (row.left_at !== null) return refuse("conflict", "person-ended");
    if (row.version !== input.version) return refuse("conflict", "changed-meanwhile");
    const to = await findTarget(context, input.number, row);
    if (isRefusal(to)) return to;
    const before = { household: row.household_number, relation: row.relation };
    // Whoever was its head is so no longer; a household without a head asks for one.
    const left = row.household_id === null ? undefined : await findHousehold(tx, row.household_id, "lock");
    if (left?.head_person === row.id) await updateHousehold(tx, left.id, { headId: null });
    const relation = to === undefined || input.relation === "head" ? "" : (input.relation ?? "");
    await placePerson(tx, row.id, { household: to, path: to?.division_path ?? row.division_path, relation });
    if (to !== undefined && input.relation === "head") await updateHousehold(tx, to.id, { headId: row.id });
    const path = to?.division_path ?? row.division_path;
    await recordChanges(context, [
      { kind: to === undefined ? "left" : "joined", path, personId: row.id, before, ground: input.ground },
    ]);
    context.subject(row.id);
    return { id: row.id, householdId: to?.id ?? null };
  },
});

/** The household somebody goes to; undefined: to none. */
async function findTarget(
  context: ActionContext,
  number: string | undefined,
  row: PersonRow,
): Promise<HouseholdRow | Refusal | undefined> {
  if (number === undefined) return row.household_id === null ? refuse("conflict", "no-household") : undefined;
  const to = await lockHouseholdByNumber(context.tx, number.trim());
  if (to === undefined || !mayKeepEntries.can(context.actor, to)) return refuseField("/number", "no-such-household");
  if (to.ended_on !== null) return refuse("conflict", "household-ended");
  if (to.id === row.household_id) return refuse("conflict", "in-that-household");
  if ((await countMembers(context.tx, to.id)) >= MOST_MEMBERS)
    return refuse("conflict", "household-full", { facts: { most: MOST_MEMBERS } });
  return to;
}
