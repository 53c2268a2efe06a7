import { hasDuty } from "#platform/actor.ts";
import { bind } from "#platform/capability.ts";
import { readPerson } from "../contract/read-person.ts";
import { mayKeepEntries, mayReadEntries, maySteward } from "../policy.ts";
import { findPerson, type PersonRow } from "../store/person-row.ts";
import type { Actor } from "#platform/actor.ts";
import { kinOf } from "./kin.ts";
import { historyOf, personView } from "./person-view.ts";
import { noteReadings } from "./reading-limit.ts";

export const readPersonBound = bind(readPerson, {
  policy: mayReadEntries,
  subject: async ({ tx }, { id }) => await findPerson(tx, id),
  run: async (context, { id }, row) => {
    const refusal = await noteReadings(context, "register.person", [id]);
    if (refusal !== undefined) return refusal;
    return {
      person: personView(context, row, "masked"),
      ...(await historyOf(context, id)),
      kin: mayKeepEntries.can(context.actor, row) ? await kinOf(context, id) : [],
      may: actsOn(context.actor, row),
    };
  },
});

/** By the official code: villages begin at 200 (统计用区划代码). */
const COMMUNITY = /\.\d{9}[01]\d{2}(?:\.|$)/;

/** What this reader may do with this entry now. */
function actsOn(actor: Actor, row: PersonRow): string[] {
  if (row.end_kind === "undone") return [];
  const keeps = mayKeepEntries.can(actor, row);
  const own = actor.personId === row.id;
  if (row.end_kind !== null) return keeps ? ["resume-person"] : [];
  return [
    ...(keeps ? ["correct-person", "move-person", "declare-kin"] : []),
    ...(keeps && !own ? ["give-new-phone", "end-kin"] : []),
    ...(keeps && !own && row.proof_level < 2 ? ["prove-person"] : []),
    ...(keeps && (row.phone_cipher !== null || row.identity_cipher !== null) ? ["show-number"] : []),
    ...(maySteward.can(actor, row) && !own ? ["end-person"] : []),
    ...(hasDuty(actor, "organizations.steward") ? ["give-post"] : []),
    ...(hasDuty(actor, "rolls.keep") ? ["add-delegate"] : []),
    ...(hasDuty(actor, "rolls.keep") && COMMUNITY.test(row.division_path) ? ["add-owner"] : []),
  ];
}
