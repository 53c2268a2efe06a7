import { bind } from "#platform/capability.ts";
import { refuse } from "#platform/refusal.ts";
import { beginCase } from "../contract/begin-case.ts";
import { isOwn } from "../domain/own-procedure.ts";
import { mayBeginCase } from "../policy.ts";
import { isInForce } from "../store/find-procedure.ts";
import { insertEvent, insertReason } from "../store/write-changes.ts";
import type { MatterSource } from "./matters.ts";
import { findOwnCases } from "../store/find-case.ts";
import { openCase } from "./open-case.ts";

/** Cases that are no other capability's matter. */
export const OWN_KIND = "cases";

export const beginCaseBound = bind(beginCase, {
  policy: mayBeginCase,
  limits: [{ by: "account", points: 60, seconds: 3_600 }],
  subject: async ({ actor }) => ({ division_path: actor.posts[0]?.areas[0] }),
  run: async (context, { key, text }, { division_path: path }) => {
    if (!isOwn(key)) return refuse("conflict", "procedure-not-own");
    if (path === undefined || !(await isInForce(context.tx, key))) return refuse("absent", "absent");
    const visible = { path, ownerPerson: null, holderKey: null, public: false };
    const subjectId = context.newId();
    const opened = await openCase(context, { procedure: key, kind: OWN_KIND, subjectId, visible, variables: {} });
    context.subject(opened.caseId);
    const eventId = await insertEvent(context, opened.caseId, visible, { kind: "remark", element: null, facts: {} });
    await insertReason(context.tx, { eventId, caseId: opened.caseId, path, text });
    return { id: opened.caseId, number: opened.number };
  },
});

/** An office's own case goes by the name of its procedure. */
export const describeOwnCases: MatterSource = async ({ tx }, ids) => {
  const rows = await findOwnCases(tx, ids);
  return new Map(rows.map(({ subject_id: id, number, title }) => [id, { title: `${title} ${number}`, path: `cases/${number}` }]));
};
