import { bind, type ActionContext } from "#platform/capability.ts";
import { isNameShared } from "#capabilities/register/index.ts";
import { enqueue } from "#platform/jobs/enqueue.ts";
import { notify } from "#platform/notices/notify.ts";
import { findTables, gatherOwnData, OWN_DATA_SOURCES, type OwnDataSource } from "#platform/personal-data/gather.ts";
import { planErasure } from "#platform/personal-data/erase-rows.ts";
import { signedIn } from "#platform/policy.ts";
import { isRefusal, refuse } from "#platform/refusal.ts";
import { askErasure, decideRequest, listRequests, readErasureForm } from "../contract/requests.ts";
import { decideOn } from "../domain/decide-request.ts";
import { isDecider, mayDecide } from "../policy.ts";
import {
  addRequest,
  findAsker,
  findRequestsOf,
  listRequestRows,
  lockRequest,
  saveDecision,
  type RequestRow,
} from "../store/requests.ts";

export const ERASE_JOB = "privacy/erase";

export const askErasureBound = bind(askErasure, {
  policy: signedIn,
  run: async (context, { extent, says }) => {
    const { tx, actor } = context;
    const asker = actor.personId === undefined ? undefined : await findAsker(tx, actor.personId, actor.accountId);
    if (asker === undefined || actor.personId === undefined) return refuse("conflict", "not-joined");
    const id = context.newId();
    const state = extent === "voluntary" ? ("erasing" as const) : ("asked" as const);
    const account_id = actor.accountId ?? null;
    const row = { id, division_path: asker.path, person_id: actor.personId, account_id, elsewhere: asker.elsewhere };
    if (!(await addRequest(tx, { ...row, extent, says: says ?? "", state }))) return refuse("conflict", "request-open");
    context.subject(id);
    if (extent === "voluntary") await begin(context, id);
    return { id, state };
  },
});

async function begin(context: ActionContext, id: string): Promise<void> {
  await enqueue(context, ERASE_JOB, { requestId: id }, { key: id });
}

export const decideRequestBound = bind(decideRequest, {
  policy: mayDecide,
  duty: "record.erase",
  subject: async ({ tx }, { id }) => await lockRequest(tx, id),
  run: async (context, input, row) => {
    const { tx, actor } = context;
    const answer = input.answer ?? "";
    const by = actor.personId ?? "";
    const asked = { personId: row.person_id, state: row.state, firstBy: row.first_by, ground: row.ground };
    const state = decideOn(asked, { by, decision: input.decision, ground: input.ground, answer });
    if (isRefusal(state)) return state;
    // What goes from other people's words is what both agreed to.
    const everywhere = (input.everywhere ?? false) && (row.state === "asked" || row.everywhere);
    if (everywhere && state !== "refused" && (await isNameShared(tx, row.person_id))) return refuse("conflict", "name-shared");
    await saveDecision(tx, row.id, { state, answer, everywhere, ground: input.ground ?? row.ground, by });
    if (state === "erasing") await begin(context, row.id);
    else await notify(context, [{ personId: row.person_id, topic: `privacy.${state}`, params: {}, path: "privacy/erase" }]);
    context.subject(row.id);
    return { id: row.id, state };
  },
});

export const listRequestsBound = bind(listRequests, {
  policy: isDecider,
  run: async (context) => {
    const { tx, actor } = context;
    const rows = await listRequestRows(tx, mayDecide.where(actor, "q"));
    for (const row of rows) context.looked(row.person_id, "privacy.request");
    return {
      requests: rows.map((row) => ({
        ...view(row),
        name: row.name ?? "",
        area: row.division_path,
        everywhere: row.everywhere,
        barred: barredFor(row, actor.personId),
      })),
    };
  },
});

function barredFor(row: RequestRow, personId: string | undefined): "" | "own" | "first" | "over" {
  if (row.state !== "asked" && row.state !== "agreed") return "over";
  if (row.person_id === personId) return "own";
  return row.first_by === personId ? "first" : "";
}

export const readErasureFormBound = bind(readErasureForm, {
  policy: signedIn,
  run: async (context) => {
    const { tx, actor, offered } = context;
    const sources = (offered.contributed.get(OWN_DATA_SOURCES) ?? new Map()) as ReadonlyMap<string, OwnDataSource>;
    const held = await gatherOwnData(context, 1);
    const tables = await findTables(tx);
    const found = held.flatMap(({ table: name, columns, count }) => {
      const table = tables.get(name);
      if (table === undefined || (table.about.length === 0 && table.parents.length === 0)) return [];
      const plan = planErasure(table, sources.get(name) ?? {}, "voluntary");
      const going = plan === undefined || plan === "row" ? [] : Object.keys(plan);
      const staying =
        plan === "row" ? [] : columns.filter(({ column, basis }) => !going.includes(column) && basis !== "none needed");
      return [{ table: name, rows: count, plan, going, staying }];
    });
    const own = actor.personId === undefined ? [] : await findRequestsOf(tx, actor.personId);
    return {
      goes: found.flatMap(({ table, rows, plan, going }) => (plan === undefined ? [] : [{ table, rows, columns: going }])),
      stays: found.flatMap(({ table, rows, staying }) =>
        staying.length === 0 ? [] : [{ table, rows, columns: staying.map((column) => ({ ...column })) }],
      ),
      requests: own.map(view),
    };
  },
});

function view(row: RequestRow) {
  const { id, extent, state, says, answer, ground, asked_at, ended_at, result } = row;
  return {
    id,
    extent,
    state,
    says,
    answer,
    ground,
    askedAt: asked_at.toISOString(),
    endedAt: ended_at?.toISOString() ?? null,
    result,
  };
}
