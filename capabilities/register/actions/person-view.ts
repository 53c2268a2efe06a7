import type { ActionContext } from "#platform/capability.ts";
import type { OutputOf } from "#platform/contract.ts";
import { legalDay } from "#platform/legal-day.ts";
import type { readPerson } from "../contract/read-person.ts";
import { ageOn } from "../domain/age-on.ts";
import { findChangesOf, openBefore, type ChangeRow } from "../store/changes.ts";
import { findCorrectionsOf, type CorrectionRow } from "../store/corrections.ts";
import { maskedIdentity, maskedPhone, openNumber, stateOf, type PersonRow } from "../store/person-row.ts";

type View = OutputOf<typeof readPerson>;

/** An entry as its page shows it; numbers masked, or whole for the person themself. */
export function personView({ house, now }: ActionContext, row: PersonRow, numbers: "masked" | "whole"): View["person"] {
  const { keys } = house;
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    sex: row.sex,
    bornOn: row.born_on,
    age: row.born_on === null ? null : ageOn(row.born_on, row.ended_on ?? legalDay(now)),
    phone: numbers === "whole" ? openNumber(keys, row, "phone_cipher") : maskedPhone(keys, row),
    identityNumber: numbers === "whole" ? openNumber(keys, row, "identity_cipher") : maskedIdentity(keys, row),
    address: row.address,
    area: row.area,
    path: row.division_path,
    household: row.household_id === null ? null : { id: row.household_id, number: row.household_number },
    relation: row.relation,
    group: row.group_name,
    standing: row.standing,
    proofLevel: row.proof_level,
    hasAccount: row.account_id !== null,
    state: stateOf(row),
    endedOn: row.ended_on,
    joinedAt: row.joined_at.toISOString(),
  };
}

/** What was changed in an entry and what its person asked for, the newest first. */
export async function historyOf(context: ActionContext, personId: string): Promise<Pick<View, "changes" | "corrections">> {
  const { tx } = context;
  const changes = await findChangesOf(tx, { personId });
  return {
    changes: changes.map((row) => changeView(context, row)),
    corrections: (await findCorrectionsOf(tx, personId)).map(correctionView),
  };
}

export function changeView({ house }: ActionContext, row: ChangeRow): View["changes"][number] {
  const before = openBefore(house.keys, row);
  return {
    id: row.id,
    kind: row.kind,
    at: row.at.toISOString(),
    by: row.by,
    ground: row.ground,
    before: row.fields.map((field) => ({ field, value: before[field] ?? "" })),
  };
}

function correctionView(row: CorrectionRow): View["corrections"][number] {
  return {
    id: row.id,
    field: row.field,
    says: row.says,
    state: row.state,
    answer: row.answer,
    askedAt: row.asked_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
  };
}
