import { bind } from "#platform/capability.ts";
import { notify } from "#platform/notices/notify.ts";
import { refuse } from "#platform/refusal.ts";
import { maskName } from "../domain/mask-name.ts";
import { listCorrections } from "../contract/list-corrections.ts";
import { refuseCorrection } from "../contract/refuse-correction.ts";
import { requestCorrection } from "../contract/request-correction.ts";
import { isKeeper, mayAskAboutOwn, mayKeepEntries } from "../policy.ts";
import { addCorrection, decideCorrection, findCorrectionsOf, listCorrectionRows, lockCorrection } from "../store/corrections.ts";
import { findPerson } from "../store/person-row.ts";

/** One for each field and some to spare; more are talked over at the desk. */
const MOST_OPEN = 10;

export const requestCorrectionBound = bind(requestCorrection, {
  policy: mayAskAboutOwn,
  run: async (context, { field, says }) => {
    const { tx, actor } = context;
    const row = actor.personId === undefined ? undefined : await findPerson(tx, actor.personId, "lock");
    if (row === undefined) return refuse("conflict", "not-joined");
    const open = (await findCorrectionsOf(tx, row.id)).filter(({ state }) => state === "open");
    if (open.length >= MOST_OPEN) return refuse("conflict", "too-many-corrections", { facts: { most: MOST_OPEN } });
    const id = context.newId();
    await addCorrection(tx, { id, personId: row.id, path: row.division_path, field, says });
    context.emit("register.correction-asked", { correctionId: id });
    context.subject(id);
    return { id };
  },
});

export const refuseCorrectionBound = bind(refuseCorrection, {
  policy: mayKeepEntries,
  duty: "register.desk",
  subject: async ({ tx }, { correctionId }) => await lockCorrection(tx, correctionId),
  run: async (context, { correctionId, answer }, row) => {
    if (row.state !== "open") return refuse("conflict", "correction-decided");
    if (row.person_id === context.actor.personId) return refuse("forbidden", "own-entry");
    await decideCorrection(context.tx, correctionId, { state: "refused", answer, by: context.actor.personId });
    await notify(context, [{ personId: row.person_id, topic: "register.correction-refused", params: {}, path: "register/mine" }]);
    context.subject(correctionId);
    return { id: correctionId };
  },
});

export const listCorrectionsBound = bind(listCorrections, {
  policy: isKeeper,
  run: async ({ tx, actor }, { state }) => {
    const rows = await listCorrectionRows(tx, mayKeepEntries.where(actor, "c"), state ?? "open");
    return {
      corrections: rows.map((row) => ({
        id: row.id,
        personId: row.person_id,
        name: maskName(row.name),
        area: row.area,
        field: row.field,
        state: row.state,
        askedAt: row.asked_at.toISOString(),
      })),
    };
  },
});
