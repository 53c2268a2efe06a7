import { areasOf } from "#platform/actor.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import { askExport, EXPORT_ALONE, EXPORT_MOST } from "../contract/ask-export.ts";
import { decideExport } from "../contract/decide-export.ts";
import { readExportForm } from "../contract/read-export-form.ts";
import { listExports } from "../contract/list-exports.ts";
import { isExporter, mayAskExport, mayReadEntries, maySteward } from "../policy.ts";
import { addExport, decideExportRow, listExportRows, lockExport } from "../store/exports.ts";
import { countPersons, type PersonListFilter } from "../store/list-persons.ts";

/** A list that went out is fresh for a day: whoever needs it later asks for what is true then. */
const HOURS_OPEN = 24;
/** The second person may be away over a weekend. */
const HOURS_WAITING = 72;

export const askExportBound = bind(askExport, {
  policy: isExporter,
  duty: "register.read",
  run: async (context, input) => {
    const { tx, house, actor } = context;
    const filter = filterOf(input);
    const visible = mayReadEntries.where(actor, "p");
    const { count: persons } = await countPersons({ tx, keys: house.keys, visible, filter, leaves: true });
    if (persons === 0) return refuse("conflict", "export-empty");
    if (persons > EXPORT_MOST) return refuse("too-large", "export-too-large", { facts: { most: EXPORT_MOST, persons } });
    const state = persons > EXPORT_ALONE ? ("waiting" as const) : ("open" as const);
    const id = context.newId();
    const path = input.area ?? coveringArea(context);
    if (!mayAskExport.can(actor, { division_path: path }))
      return refuse("forbidden", "not-allowed", { facts: { needs: mayAskExport.says } });
    await addExport(tx, {
      id,
      path,
      askedBy: actor.personId ?? "",
      reason: input.reason,
      filter,
      persons,
      state,
      expiresAt: hoursFrom(context, state === "open" ? HOURS_OPEN : HOURS_WAITING),
    });
    if (state === "waiting") context.emit("register.export-asked", { exportId: id, persons, askedBy: actor.personId ?? "" });
    context.subject(id);
    return { id, persons, state };
  },
});

export const readExportFormBound = bind(readExportForm, {
  policy: isExporter,
  run: async ({ tx, house, actor }, input) => {
    const visible = mayReadEntries.where(actor, "p");
    const { count: persons } = await countPersons({ tx, keys: house.keys, visible, filter: filterOf(input), leaves: true });
    return { persons, alone: EXPORT_ALONE, needsSecond: persons > EXPORT_ALONE };
  },
});

/** What the list is narrowed by, and nothing else of the input. */
function filterOf({ q, area, group, standing, proof, state }: PersonListFilter) {
  const given = Object.entries({ q, area, group, standing, proof, state }).filter(
    ([, value]) => value !== undefined && value !== "",
  );
  return Object.fromEntries(given);
}

/** Where a list without a place lies: the first area the asker's posts cover; rows are held to all of them when it is taken. */
function coveringArea({ actor, tenant }: ActionContext): string {
  return areasOf(actor)[0] ?? tenant.rootPath;
}

function hoursFrom({ now }: ActionContext, hours: number): Date {
  return new Date(now.getTime() + hours * 3_600_000);
}

export const decideExportBound = bind(decideExport, {
  policy: maySteward,
  duty: "register.steward",
  subject: async ({ tx }, { id }) => await lockExport(tx, id),
  run: async (context, { id, decision }, row) => {
    const { tx, actor, now } = context;
    if (row.state !== "waiting") return refuse("conflict", "export-decided");
    if (row.expires_at <= now) return refuse("gone", "export-expired");
    if (actor.personId === row.asked_by) return refuse("forbidden", "own-export");
    await decideExportRow(tx, id, { state: decision, by: actor.personId ?? "", expiresAt: hoursFrom(context, HOURS_OPEN) });
    context.subject(id);
    return { id, state: decision };
  },
});

export const listExportsBound = bind(listExports, {
  policy: isExporter,
  run: async ({ tx, actor, now }) => ({
    exports: (await listExportRows(tx, mayAskExport.where(actor, "e"))).map((row) => ({
      id: row.id,
      askedBy: row.asked_name,
      own: row.asked_by === actor.personId,
      askedAt: row.asked_at.toISOString(),
      reason: row.reason,
      persons: row.persons,
      state: row.state !== "refused" && row.expires_at <= now ? ("expired" as const) : row.state,
      decidedBy: row.decided_name,
      expiresAt: row.expires_at.toISOString(),
      downloads: row.downloads,
    })),
  }),
});

/** May this list go out to this reader now? */
export function refuseTaking(
  context: ActionContext,
  row: { readonly state: string; readonly expires_at: Date },
): Refusal | undefined {
  if (row.state === "refused") return refuse("conflict", "export-refused");
  if (row.expires_at <= context.now) return refuse("gone", "export-expired");
  return row.state === "waiting" ? refuse("conflict", "export-waiting") : undefined;
}
