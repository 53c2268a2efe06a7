import type { Static } from "typebox";
import { bind, type ActionContext } from "#platform/capability.ts";
import { Rollback } from "#platform/db/database.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { refuse } from "#platform/refusal.ts";
import { declareKin } from "../contract/declare-kin.ts";
import { endKin } from "../contract/end-kin.ts";
import type { KinView } from "../contract/person-views.ts";
import { mayDeclareKin, mayKeepEntries } from "../policy.ts";
import { recordChanges } from "../store/changes.ts";
import { endKinRow, findKinOf, findNamed, insertKin, isKinTaken, lockKin, openFacts } from "../store/kin.ts";
import { findPerson } from "../store/person-row.ts";

/** A name and a whole number are asked for, and only so often: nobody tries numbers. */
const TRIES_AN_HOUR = 30;

export const declareKinBound = bind(declareKin, {
  policy: mayDeclareKin,
  limits: [{ by: "account", points: TRIES_AN_HOUR, seconds: 3_600 }],
  subject: async ({ tx }, { id }) => await findPerson(tx, id, "lock"),
  run: async (context, { name, number, kin, ground }, person) => {
    const { tx, actor, now, house } = context;
    if (person.left_at !== null) return refuse("conflict", "person-ended");
    // Whoever holds no office has nothing to declare: kinship is kept for those the law sets apart, and for nobody else.
    if (actor.personId === person.id && actor.posts.length === 0) return refuse("forbidden", "post-holders-only");
    const [other, ...others] = await findNamed(tx, house.keys, name.trim(), number.trim());
    if (other === undefined || others.length > 0 || other.id === person.id) return refuse("conflict", "no-such-kin");
    const id = context.newId();
    try {
      await insertKin(tx, house.keys, {
        id,
        pair: [person, other],
        facts: { kin, ground },
        on: legalDay(now),
        by: actor.personId,
      });
    } catch (error) {
      if (!isKinTaken(error)) throw error;
      throw new Rollback(refuse("conflict", "kin-already"));
    }
    // What they are to each other stays with the kinship: the history of an entry has more readers.
    const change = { kind: "kin-declared", ground: "" } as const;
    await recordChanges(context, [
      { ...change, path: person.division_path, personId: person.id },
      { ...change, path: other.division_path, personId: other.id },
    ]);
    const told = [person.id, other.id].filter((one) => one !== actor.personId);
    const notice = { topic: "register.kin-declared", params: {}, path: "register/mine" };
    await notify(
      context,
      told.map((personId) => ({ personId, ...notice })),
    );
    context.subject(person.id);
    return { id };
  },
});

export const endKinBound = bind(endKin, {
  policy: mayKeepEntries,
  duty: "register.desk",
  subject: async ({ tx }, { kinId }) => await lockKin(tx, kinId),
  run: async (context, { kinId, ground }, row) => {
    const { tx, actor, now } = context;
    if (row.ended_on !== null) return refuse("conflict", "kin-ended");
    if (actor.personId === row.person_id || actor.personId === row.kin_person) return refuse("forbidden", "own-entry");
    await endKinRow(tx, kinId, legalDay(now));
    const change = { kind: "kin-ended", ground, path: row.division_path } as const;
    await recordChanges(context, [
      { ...change, personId: row.person_id },
      { ...change, personId: row.kin_person },
    ]);
    context.subject(row.person_id);
    return { id: kinId };
  },
});

/** Declared kin of somebody, for whoever needs it; each of those named sees that they were looked at. */
export async function kinOf(context: ActionContext, personId: string): Promise<Static<typeof KinView>[]> {
  const rows = await findKinOf(context.tx, personId);
  for (const { kin_person, name } of rows) if (name !== "") context.looked(kin_person, "register.person");
  return rows.map((row) => ({
    id: row.id,
    personId: row.kin_person,
    name: row.name,
    ...openFacts(context.house.keys, row),
    declaredOn: row.declared_on,
  }));
}
