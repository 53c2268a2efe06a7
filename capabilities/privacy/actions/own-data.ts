import { bind, type ActionContext } from "#platform/capability.ts";
import { gatherOwnData, type HeldTable } from "#platform/personal-data/gather.ts";
import { signedIn } from "#platform/policy.ts";
import { FORMAT } from "../contract/held-view.ts";
import { readOwnData, SHOWN_ROWS } from "../contract/read-own-data.ts";
import { takeOwnData } from "../contract/take-own-data.ts";

/** It looks through every table of the house; nobody needs it often. */
const LIMITS = [{ by: "account", points: 30, seconds: 3_600 }] as const;

export const readOwnDataBound = bind(readOwnData, {
  policy: signedIn,
  limits: LIMITS,
  run: async (context) => {
    const held = await gatherOwnData(context, SHOWN_ROWS);
    const readings = held.find(({ table }) => table === "platform.access_log");
    return { capabilities: byCapability(held), readings: readings?.count ?? 0 };
  },
});

export const takeOwnDataBound = bind(takeOwnData, {
  policy: signedIn,
  limits: LIMITS,
  run: async (context: ActionContext) => {
    const { actor, now, tenant } = context;
    return {
      format: FORMAT,
      tenant: { slug: tenant.slug, name: tenant.name },
      madeAt: now.toISOString(),
      subject: { person: actor.personId ?? null, account: actor.accountId ?? null },
      capabilities: byCapability(await gatherOwnData(context)),
    } as const;
  },
});

/** Tables as their schemas gather them, in the order of names: the same data makes the same file. */
function byCapability(held: readonly HeldTable[]) {
  const groups = Map.groupBy(held, ({ table }) => table.slice(0, table.indexOf(".")));
  return [...groups].map(([name, tables]) => ({
    name,
    tables: tables.map((one) => ({
      ...one,
      columns: one.columns.map((column) => ({ ...column })),
      rows: one.rows.map(({ how, values }) => ({ how, values: { ...values } })),
    })),
  }));
}
