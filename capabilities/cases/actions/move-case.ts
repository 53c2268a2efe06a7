import { isRefusal, migrateMarking } from "@gongzhi/procedure";
import { sql } from "kysely";
import { bind } from "#platform/capability.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { moveCase } from "../contract/move-case.ts";
import { mayMoveCase } from "../policy.ts";
import { lockCase, visibilityOf } from "../store/find-case.ts";
import { findProcedure, findVersions } from "../store/find-procedure.ts";
import { insertEvent, insertReason } from "../store/write-changes.ts";

export const moveCaseBound = bind(moveCase, {
  policy: mayMoveCase,
  duty: "cases.enact",
  subject: async (context, input) => {
    context.subject(input.id);
    return await lockCase(context.tx, input.id);
  },
  run: async (context, input, row) => {
    const { tx } = context;
    if (row.state !== "open") return refuse("conflict", "case-not-open");
    const version = Number(input.version);
    const known = await findVersions(tx, row.procedure_key);
    if (version === row.procedure_version || !known.some((one) => one.version === version))
      return refuseField("/version", "version-absent");
    const [old, target] = [
      await findProcedure(tx, row.procedure_key, row.procedure_version),
      await findProcedure(tx, row.procedure_key, version),
    ];
    const moved = migrateMarking(old.net, target.net, row.marking);
    if (isRefusal(moved))
      return refuse("conflict", "migration-misfit", {
        facts: { element: moved.name ?? moved.element ?? "", why: moved.message },
      });
    await sql`update cases.case set procedure_version = ${version}, marking = ${JSON.stringify(moved)} where tenant_id = ${tx.tenantId} and id = ${row.id}`.execute(
      tx.db,
    );
    const facts = { from: row.procedure_version, to: version };
    const eventId = await insertEvent(context, row.id, visibilityOf(row), { kind: "case-moved", element: null, facts });
    await insertReason(tx, { eventId, caseId: row.id, path: row.division_path, text: input.text });
    return { version };
  },
});
