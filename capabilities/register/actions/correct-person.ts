import { bind, type ActionContext } from "#platform/capability.ts";
import type { InputOf } from "#platform/contract.ts";
import { Rollback } from "#platform/db/database.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { isRefusal, refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { correctPerson } from "../contract/correct-person.ts";
import { findChanges, type Before } from "../domain/find-changes.ts";
import { readFacts } from "../domain/read-facts.ts";
import { mayKeepEntries } from "../policy.ts";
import { isIdentityTaken } from "../store/add-person.ts";
import { recordChanges } from "../store/changes.ts";
import { placePerson, updatePerson } from "../store/change-person.ts";
import { decideCorrection, lockCorrection } from "../store/corrections.ts";
import { findPerson, openNumber, type PersonRow } from "../store/person-row.ts";
import { isArea } from "./places.ts";
import { readTypedNumbers, type TypedNumbers } from "./typed-numbers.ts";

type Input = InputOf<typeof correctPerson>;

export const correctPersonBound = bind(correctPerson, {
  policy: mayKeepEntries,
  duty: "register.desk",
  subject: async ({ tx }, { id }) => await findPerson(tx, id, "lock"),
  run: async (context, input, row) => {
    const { tx, house } = context;
    if (row.left_at !== null) return refuse("conflict", "person-ended");
    if (row.version !== input.version) return refuse("conflict", "changed-meanwhile");
    const numbers = await readTypedNumbers(context, input, row.id);
    if (isRefusal(numbers)) return numbers;
    const wanted = await readWanted(context, input, row, numbers);
    if (isRefusal(wanted)) return wanted;
    const before = findChanges(standsNow(context, row), wanted);
    const fields = Object.keys(before);
    if (fields.length === 0 && input.correctionId === undefined) return refuse("invalid", "nothing-changed");
    try {
      await updatePerson(tx, house.keys, row.id, valuesOf(wanted, before));
    } catch (error) {
      if (!isIdentityTaken(error)) throw error;
      throw new Rollback(refuse("conflict", "identity-registered", { facts: { place: "" } }));
    }
    const path = before["area"] === undefined ? row.division_path : (wanted["area"] ?? row.division_path);
    if (path !== row.division_path) await placePerson(tx, row.id, { household: undefined, path, relation: "" });
    await recordChanges(context, [{ kind: "corrected", path, personId: row.id, before, ground: input.ground }]);
    if (input.correctionId !== undefined) await answerCorrection(context, input, row);
    context.subject(row.id);
    return { id: row.id, fields };
  },
});

function standsNow({ house: { keys } }: ActionContext, row: PersonRow): Before {
  return {
    name: row.name,
    sex: row.sex ?? "",
    bornOn: row.born_on ?? "",
    phone: openNumber(keys, row, "phone_cipher"),
    identityNumber: openNumber(keys, row, "identity_cipher"),
    address: row.address,
    relation: row.relation,
    standing: row.standing,
    area: row.division_path,
  };
}

type Wanted = Readonly<Record<string, string | undefined>>;

/** What the entry is to say, field by field; undefined where it stays. */
async function readWanted(
  context: ActionContext,
  input: Input,
  row: PersonRow,
  numbers: TypedNumbers,
): Promise<Wanted | Refusal> {
  const { identity } = numbers;
  const facts = readFacts(input, identity && { number: identity.number, birthDate: identity.birthDate }, legalDay(context.now));
  if (isRefusal(facts)) return facts;
  if (input.area !== undefined && input.area !== row.division_path) {
    if (row.household_id !== null) return refuseField("/area", "place-of-household");
    if (!(await isArea(context, input.area)) || !mayKeepEntries.can(context.actor, { division_path: input.area }))
      return refuseField("/area", "no-such-area");
  }
  if (input.relation === "head" && row.relation !== "head") return refuseField("/relation", "head-of-household");
  if (input.relation !== undefined && row.household_id === null) return refuseField("/relation", "of-no-household");
  return {
    name: input.name?.trim(),
    sex: facts.sex ?? undefined,
    bornOn: facts.bornOn ?? undefined,
    phone: input.withoutPhone === true ? "" : numbers.phone,
    identityNumber: identity?.number,
    address: input.address,
    relation: input.relation,
    standing: input.standing,
    area: input.area,
  };
}

/** Only what changes is written. */
function valuesOf(wanted: Wanted, before: Before) {
  const pick = (field: string) => (before[field] === undefined ? undefined : wanted[field]);
  const phone = pick("phone");
  return {
    name: pick("name"),
    sex: pick("sex") as "female" | "male" | undefined,
    bornOn: pick("bornOn"),
    phone: phone === "" ? null : phone,
    identityNumber: pick("identityNumber"),
    address: pick("address"),
    relation: pick("relation") as PersonRow["relation"] | undefined,
    standing: pick("standing") as PersonRow["standing"] | undefined,
  };
}

async function answerCorrection(context: ActionContext, input: Input, row: PersonRow): Promise<void> {
  const asked = await lockCorrection(context.tx, input.correctionId ?? "");
  if (asked === undefined || asked.person_id !== row.id || asked.state !== "open")
    throw new Rollback(refuseField("/correctionId", "no-such-correction"));
  await decideCorrection(context.tx, asked.id, { state: "done", answer: input.ground, by: context.actor.personId });
  await notify(context, [{ personId: row.id, topic: "register.correction-done", params: {}, path: "register/mine" }]);
}
