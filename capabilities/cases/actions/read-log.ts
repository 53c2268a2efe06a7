import type { Expression, SqlBool } from "kysely";
import { hasDuty } from "#platform/actor.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { openToken, sealToken } from "#platform/crypto/tokens.ts";
import { byTheDay } from "#platform/legal-day.ts";
import { everyone } from "#platform/policy.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { LOG_PAGE, readLog, type LoggedCase } from "../contract/read-log.ts";
import { isReleasedCase, mayTakeExactLog } from "../policy.ts";
import {
  findLoggedCases,
  findLoggedEvents,
  type LogFilter,
  type LoggedCaseRow,
  type LoggedEventRow,
  type LogPosition,
} from "../store/find-log.ts";
import { findProcedure } from "../store/find-procedure.ts";

const CURSOR = "cases/read-log";

export const readLogBound = bind(readLog, {
  policy: everyone,
  limits: [{ by: "address", points: 1_200, seconds: 60 }],
  run: async (context, { precision = "day", cursor, ...filter }) => {
    const { actor, house, now } = context;
    const exact = precision === "exact";
    if (exact && !hasDuty(actor, "cases.oversee"))
      return refuse(
        actor.kind === "visitor" ? "sign-in" : "forbidden",
        actor.kind === "visitor" ? "sign-in-required" : "not-allowed",
        {
          facts: { needs: mayTakeExactLog.says },
        },
      );
    const after = cursor ? (openToken(house.keys.tokens, CURSOR, cursor, now.getTime()) as LogPosition | undefined) : undefined;
    if (cursor && after === undefined) return refuseField("/cursor", "bad-cursor");
    const visible = (exact ? mayTakeExactLog : isReleasedCase).where(actor, "c");
    const page = await readLogPage(context, { exact, visible, filter, after });
    return { cases: [...page.cases], next: page.next === undefined ? null : sealToken(house.keys.tokens, CURSOR, page.next) };
  },
});

export type LogWanted = {
  readonly exact: boolean;
  readonly visible: Expression<SqlBool>;
  readonly filter: LogFilter;
  readonly after: LogPosition | undefined;
};

/** One page of the log, and where the next begins. */
export async function readLogPage(
  { tx }: Pick<ActionContext, "tx">,
  { exact, visible, filter, after }: LogWanted,
): Promise<{ readonly cases: readonly LoggedCase[]; readonly next: LogPosition | undefined }> {
  const rows = await findLoggedCases(tx, visible, filter, after, LOG_PAGE + 1);
  const shown = rows.slice(0, LOG_PAGE);
  const events = Map.groupBy(
    await findLoggedEvents(
      tx,
      shown.map(({ id }) => id),
    ),
    (event) => event.case_id,
  );
  const cases: LoggedCase[] = [];
  for (const row of shown) {
    const { net } = await findProcedure(tx, row.procedure_key, row.procedure_version);
    const names = new Map(net.elements.map((element) => [element.id, element.name ?? element.id]));
    cases.push(logged(row, events.get(row.id) ?? [], names, exact));
  }
  const last = rows.length > LOG_PAGE ? shown.at(-1) : undefined;
  return { cases, next: last === undefined ? undefined : { at: last.opened_at.toISOString(), id: last.id } };
}

function logged(
  row: LoggedCaseRow,
  events: readonly LoggedEventRow[],
  names: ReadonlyMap<string, string>,
  exact: boolean,
): LoggedCase {
  return {
    number: row.number,
    kind: row.kind,
    procedure: row.procedure_key,
    version: row.procedure_version,
    state: row.state,
    outcome: row.outcome ?? "",
    events: events.map((event) => ({
      name: event.element === null ? event.kind : (names.get(event.element) ?? event.element),
      transition: TRANSITION_OF[event.kind] ?? "complete",
      at: exact ? event.at.toISOString() : byTheDay(event.at),
      kind: event.kind,
      step: event.element ?? "",
      role: event.post_id === null && event.person ? "owner" : event.title,
      group: event.unit,
      id: exact ? event.id : null,
      resource: exact ? event.post_id : null,
    })),
  };
}

const TRANSITION_OF: Readonly<Record<string, LoggedCase["events"][number]["transition"]>> = {
  "task-opened": "schedule",
  "task-taken": "assign",
  "task-given": "reassign",
  "task-cancelled": "withdraw",
};
