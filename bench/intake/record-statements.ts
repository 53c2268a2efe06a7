import { join } from "node:path";
import pg from "pg";
import { DUTIES, furnishTenant } from "#apps/capabilities.ts";
import { readConfig } from "#apps/server/config.ts";
import { makeHouse } from "#apps/server/make-house.ts";
import { joinHouseDatabase } from "#apps/server/open-database.ts";
import { makeSenders } from "#apps/server/senders.ts";
import { makeSayNotice } from "#apps/web/say-notice.ts";
import { makeSayRefusal } from "#apps/web/say-refusal.ts";
import { openKeys } from "#platform/crypto/keys.ts";
import { openFileStore } from "#platform/files/store.ts";
import { startInspector } from "#platform/files/inspector.ts";
import { createLog } from "#platform/log/log.ts";
import { openPublishedFiles } from "#platform/published/published-files.ts";

export type Statement = { readonly text: string; readonly values: readonly unknown[] };
export type Request = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: object };

type Query = (this: unknown, ...args: readonly unknown[]) => unknown;

/**
 * Everything the server sends to the database while it answers each request, in order: begin, reads, writes, commit. Recorded from
 * the same house on the same data, beside the running server. The first request warms what is kept (tenants, procedures).
 */
export async function recordStatements(env: NodeJS.ProcessEnv, requests: readonly Request[]): Promise<readonly Statement[][]> {
  const config = readConfig(env, [], process.cwd());
  const opened = await joinHouseDatabase(config, () => {});
  const inspector = startInspector();
  const files = await openFileStore(join(config.dataDir, "files"));
  const keys = await openKeys(join(config.dataDir, "keys"), { mayMake: false });
  const sayNotice = makeSayNotice();
  const { app } = await makeHouse({
    database: opened.database,
    house: {
      keys,
      files,
      published: await openPublishedFiles(join(config.dataDir, "published")),
      publicUrl: config.publicUrl,
      demo: true,
      duties: DUTIES,
      furnish: furnishTenant,
      ...makeSenders(config, opened.database),
      sayNotice,
    },
    say: makeSayRefusal(),
    logger: createLog({ level: "error" }),
    uploads: { store: files, inspector },
    trustProxy: true,
    version: "bench",
    pages: false,
    failed: (error) => {
      throw error;
    },
  });
  try {
    const recorded: Statement[][] = [];
    for (const { url, headers, body } of requests) {
      const { taken, stop } = tap();
      const answer = await app.inject({ method: "POST", url, headers, payload: body }).finally(stop);
      if (answer.statusCode !== 200) throw new Error(`the recorded request was answered ${answer.statusCode}: ${answer.body}`);
      recorded.push(taken);
    }
    return recorded.slice(1);
  } finally {
    await app.close();
    inspector.close();
    await opened.close();
  }
}

/** Listens to the driver until it is stopped. */
export function tap(): { readonly taken: Statement[]; readonly stop: () => void } {
  const taken: Statement[] = [];
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const real = prototype.query;
  prototype.query = function query(this: unknown, ...args: readonly unknown[]): unknown {
    taken.push(statementOf(args));
    return real.apply(this, [...args]);
  };
  return { taken, stop: () => void (prototype.query = real) };
}

function statementOf([first, second]: readonly unknown[]): Statement {
  if (typeof first === "string") return { text: first, values: Array.isArray(second) ? second : [] };
  const { text, values } = first as { readonly text: string; readonly values?: readonly unknown[] };
  return { text, values: values ?? [] };
}
