import { bind } from "#platform/capability.ts";
import { openToken, sealToken } from "#platform/crypto/tokens.ts";
import { maskPhone } from "#platform/identifiers/phone.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuseField } from "#platform/refusal.ts";
import { listPersons } from "../contract/list-persons.ts";
import { PAGE_SIZE } from "../contract/person-views.ts";
import { ageOn } from "../domain/age-on.ts";
import { maskName } from "../domain/mask-name.ts";
import { isExporter, isKeeper, isReader, mayReadEntries } from "../policy.ts";
import { countPersons, listPersonRows, type ListedPersonRow, type PersonPosition } from "../store/list-persons.ts";
import { openNumber } from "../store/person-row.ts";
import type { Keys } from "#platform/crypto/keys.ts";
import { areasToChoose, groupsToChoose } from "./places.ts";
import { noteReadings } from "./reading-limit.ts";

const CURSOR = "register/list-persons";

export const listPersonsBound = bind(listPersons, {
  policy: isReader,
  run: async (context, input) => {
    const { tx, actor, tenant, house, now } = context;
    const { keys } = house;
    const after = input.cursor
      ? (openToken(keys.tokens, CURSOR, input.cursor, now.getTime()) as PersonPosition | undefined)
      : undefined;
    if (input.cursor && after === undefined) return refuseField("/cursor", "bad-cursor");
    const list = { tx, keys, visible: mayReadEntries.where(actor, "p"), filter: input };
    const rows = await listPersonRows(list, after, PAGE_SIZE + 1);
    const shown = rows.slice(0, PAGE_SIZE);
    const refusal = await noteReadings(
      context,
      "register.list",
      shown.map(({ id }) => id),
    );
    if (refusal !== undefined) return refusal;
    const last = rows.length > PAGE_SIZE ? shown.at(-1) : undefined;
    return {
      persons: shown.map((row) => listed(keys, row, legalDay(now))),
      next: last === undefined ? null : sealToken(keys.tokens, CURSOR, { name: last.name, id: last.id }),
      ...(await countPersons(list)),
      areas: await areasToChoose(context),
      groups: await groupsToChoose(tx, tenant.rootPath),
      may: [...(isKeeper.can(actor, {}) ? ["add-person"] : []), ...(isExporter.can(actor, {}) ? ["ask-export"] : [])],
    };
  },
});

function listed(keys: Keys, row: ListedPersonRow, today: string) {
  const phone = openNumber(keys, row, "phone_cipher");
  return {
    id: row.id,
    name: maskName(row.name),
    sex: row.sex,
    age: row.born_on === null ? null : ageOn(row.born_on, today),
    area: row.area,
    household: row.household_id === null ? null : { id: row.household_id, number: row.household_number },
    group: row.group_name,
    phone: phone === "" ? "" : maskPhone(phone),
    proofLevel: row.proof_level,
    state: row.end_kind ?? ("here" as const),
  };
}
