import { bind } from "#platform/capability.ts";
import { Rollback } from "#platform/db/database.ts";
import { legalDay } from "#platform/legal-day.ts";
import { isRefusal, refuse, refuseField } from "#platform/refusal.ts";
import { addPerson } from "../contract/add-person.ts";
import { MOST_MEMBERS } from "../contract/person-views.ts";
import { readFacts } from "../domain/read-facts.ts";
import { mayKeepEntries } from "../policy.ts";
import { addPerson as insertPerson, isIdentityTaken } from "../store/add-person.ts";
import { recordChanges } from "../store/changes.ts";
import { countMembers, findHousehold, updateHousehold } from "../store/households.ts";
import { isArea } from "./places.ts";
import { readTypedNumbers } from "./typed-numbers.ts";

export const addPersonBound = bind(addPerson, {
  policy: mayKeepEntries,
  duty: "register.desk",
  subject: async ({ tx }, { householdId, area }) => {
    if (householdId === undefined) return { division_path: area ?? "", household: undefined };
    const household = await findHousehold(tx, householdId, "lock");
    return household === undefined ? undefined : { division_path: household.division_path, household };
  },
  run: async (context, input, { division_path: path, household }) => {
    const { tx, house, now } = context;
    if (household === undefined && !(await isArea(context, path))) return refuseField("/area", "no-such-area");
    if (household !== undefined && household.ended_on !== null) return refuse("conflict", "household-ended");
    if (household !== undefined && (await countMembers(tx, household.id)) >= MOST_MEMBERS)
      return refuse("conflict", "household-full", { facts: { most: MOST_MEMBERS } });
    const numbers = await readTypedNumbers(context, input);
    if (isRefusal(numbers)) return numbers;
    const facts = readFacts(
      input,
      numbers.identity && { number: numbers.identity.number, birthDate: numbers.identity.birthDate },
      legalDay(now),
    );
    if (isRefusal(facts)) return facts;
    const id = context.newId();
    const person = {
      id,
      accountId: null,
      householdId: household?.id ?? null,
      householdNumber: household?.number ?? "",
      groupId: household?.group_id ?? null,
      path,
      proofLevel: 0 as const,
      publicName: "",
      name: input.name.trim(),
      ...facts,
      phone: numbers.phone ?? null,
      identityNumber: numbers.identity?.number ?? null,
      address: input.address ?? household?.address ?? "",
      relation: household === undefined ? ("" as const) : (input.relation ?? ""),
      standing: input.standing,
    };
    try {
      await insertPerson(tx, house.keys, person);
    } catch (error) {
      // Somebody else entered the number at this very moment; asked again, the place is known.
      if (!isIdentityTaken(error)) throw error;
      throw new Rollback(refuse("conflict", "identity-registered", { facts: { place: "" } }));
    }
    if (household !== undefined && input.relation === "head") await updateHousehold(tx, household.id, { headId: id });
    await recordChanges(context, [{ kind: "added", path, personId: id, ground: input.ground }]);
    context.subject(id);
    return { id };
  },
});
