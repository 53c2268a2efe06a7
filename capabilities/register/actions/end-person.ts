import { bind } from "#platform/capability.ts";
import { pgConstraint, Rollback } from "#platform/db/database.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { endPerson } from "../contract/end-person.ts";
import { resumePerson } from "../contract/resume-person.ts";
import { maySteward, mayKeepEntries } from "../policy.ts";
import { recordChanges } from "../store/changes.ts";
import { endPersonRow, resumePersonRow } from "../store/change-person.ts";
import { ACCOUNT_CONSTRAINT } from "../store/tie-account.ts";
import { findPerson } from "../store/person-row.ts";

export const endPersonBound = bind(endPerson, {
  policy: maySteward,
  duty: "register.steward",
  subject: async ({ tx }, { id }) => await findPerson(tx, id, "lock"),
  run: async (context, { id, version, how, on, ground }, row) => {
    const { tx, now, actor } = context;
    if (row.left_at !== null) return refuse("conflict", "person-ended");
    if (row.version !== version) return refuse("conflict", "changed-meanwhile");
    if (actor.personId === id) return refuse("forbidden", "own-entry");
    if (on > legalDay(now)) return refuseField("/on", "day-to-come");
    if (row.born_on !== null && on < row.born_on) return refuseField("/on", "before-birth", { day: row.born_on });
    await endPersonRow(tx, id, { kind: how, on });
    await recordChanges(context, [{ kind: "ended", path: row.division_path, personId: id, fields: [how], before: {}, ground }]);
    context.emit("register.person-ended", { personId: id, how, on });
    context.subject(id);
    return { id };
  },
});

export const resumePersonBound = bind(resumePerson, {
  policy: mayKeepEntries,
  duty: "register.desk",
  subject: async ({ tx }, { id }) => await findPerson(tx, id, "lock"),
  run: async (context, { id, version, ground }, row) => {
    const { tx } = context;
    if (row.left_at === null || row.end_kind === null || row.end_kind === "undone") return refuse("conflict", "person-here");
    if (row.version !== version) return refuse("conflict", "changed-meanwhile");
    await resumePersonRow(tx, id).catch((error: unknown) => {
      if (pgConstraint(error) !== ACCOUNT_CONSTRAINT) throw error;
      throw new Rollback(refuse("conflict", "joined-anew"));
    });
    await recordChanges(context, [
      { kind: "resumed", path: row.division_path, personId: id, fields: [row.end_kind], before: {}, ground },
    ]);
    context.subject(id);
    return { id };
  },
});
