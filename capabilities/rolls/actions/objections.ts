import { bind } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { refuse } from "#platform/refusal.ts";
import { objectToRoll } from "../contract/object-to-roll.ts";
import { rejectObjection } from "../contract/reject-objection.ts";
import { mayKeep, mayObject } from "../policy.ts";
import { addObjection, decideObjection, findObjections, lockObjection } from "../store/objections.ts";
import { findVersions } from "../store/rolls.ts";

/** More are talked over at the desk. */
const MOST_OPEN = 5;

export const objectToRollBound = bind(objectToRoll, {
  policy: mayObject,
  subject: async ({ tx }, { id }) => (await findVersions(tx, id))[0],
  run: async (context, { id, says }, roll) => {
    const { tx, actor, now } = context;
    if (actor.personId === undefined) return refuse("conflict", "not-joined");
    if (legalDay(now) > roll.objections_until)
      return refuse("gone", "objections-over", { facts: { day: roll.objections_until } });
    const own = (await findObjections(tx, id)).filter((one) => one.owner_person === actor.personId && one.state === "open");
    if (own.length >= MOST_OPEN) return refuse("conflict", "too-many-objections", { facts: { most: MOST_OPEN } });
    const objectionId = context.newId();
    await addObjection(tx, { id: objectionId, rollId: id, path: roll.division_path, personId: actor.personId, says });
    context.emit("rolls.objection-raised", { objectionId, rollId: id });
    context.subject(objectionId);
    return { id: objectionId };
  },
});

export const rejectObjectionBound = bind(rejectObjection, {
  policy: mayKeep,
  duty: "rolls.keep",
  subject: async ({ tx }, { objectionId }) => await lockObjection(tx, objectionId),
  run: async (context, { objectionId, answer }, objection) => {
    const { tx, actor } = context;
    if (objection.state !== "open") return refuse("conflict", "objection-decided");
    if (objection.owner_person === actor.personId) return refuse("forbidden", "own-objection");
    await decideObjection(tx, objectionId, { state: "rejected", answer, by: actor.personId ?? null });
    await notify(context, [
      { personId: objection.owner_person, topic: "rolls.objection-rejected", params: {}, path: `rolls/${objection.roll_id}` },
    ]);
    context.subject(objectionId);
    return { id: objectionId };
  },
});
