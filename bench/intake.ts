import { BODY, headersOf, PATH, requestSource, TENANT } from "./intake/raise-requests.ts";
import { recordStatements, type Request } from "./intake/record-statements.ts";
import { signInResidents } from "./intake/residents.ts";
import { hasPgbench, runPgbench } from "./intake/run-pgbench.ts";
import { sendRequests } from "./intake/send-requests.ts";
import { startServer, type BenchServer } from "./intake/start-server.ts";
import { withAdmin } from "./intake/with-admin.ts";
import { writeScript } from "./intake/write-script.ts";

/** Accepted appeals over HTTP, to what PostgreSQL's own client does of the same statements. */
const GOAL = 0.25;
const CONNECTIONS = [16, 64] as const;
const SECONDS = 8;
const WARM_UP_MS = 4_000;
const ROUNDS = 2;

/**
 * How many appeals a second one server process takes in over HTTP, each durable with its case, task, events, audit, outbox and answer
 * before it is acknowledged; beside it pgbench with the same statements on the same database, turn by turn.
 */
export async function bench(emit: (line: Record<string, unknown>) => void): Promise<void> {
  const server = await startServer();
  try {
    const tokens = await withAdmin(server, async (admin) => await signInResidents(admin, TENANT));
    const next = requestSource(server, tokens);
    const script = hasPgbench() ? await makeScript(server, tokens) : undefined;
    await sendRequests(server.port, CONNECTIONS[0], performance.now() + WARM_UP_MS, next);
    for (let round = 0; round < ROUNDS; round += 1)
      for (const connections of CONNECTIONS) emit({ round, ...(await compare(server, next, connections, script)) });
    emit({
      name: "intake: statements a request",
      ours: script?.split("\n").filter((line) => /^[^\\]/.test(line)).length ?? null,
    });
  } finally {
    await server.stop();
  }
}

async function compare(
  server: BenchServer,
  next: () => Buffer,
  connections: number,
  script: string | undefined,
): Promise<Record<string, unknown>> {
  const sent = await sendRequests(server.port, connections, performance.now() + SECONDS * 1000, next);
  if (sent.refused > 0) throw new Error(`${sent.refused} of ${sent.accepted + sent.refused} appeals were not accepted`);
  const ours = Math.round(sent.accepted / SECONDS);
  const line = {
    name: `intake: accepted appeals/s, ${connections} connections`,
    ours,
    p50Ms: percentile(sent.latenciesMs, 0.5),
    p99Ms: percentile(sent.latenciesMs, 0.99),
    goal: GOAL,
  };
  if (script === undefined) return { ...line, peer: "pgbench", absent: true };
  await drained(server);
  const peer = Math.round(await runPgbench(server, script, connections, SECONDS));
  await withAdmin(server, async (admin) => await admin.query("delete from platform.outbox"));
  return { ...line, peer, peerName: "pgbench", ratio: Math.round((ours / peer) * 1000) / 1000 };
}

/** Three equal requests: one to warm up, and two whose differences are what each transaction must draw anew. */
async function makeScript(server: BenchServer, tokens: readonly string[]): Promise<string> {
  const request = (): Request => ({ url: PATH, headers: headersOf(tokens[0] ?? ""), body: BODY });
  const [one, twin] = await recordStatements(server.env, [request(), request(), request()]);
  if (one === undefined || twin === undefined) throw new Error("nothing was recorded");
  return writeScript(one, twin);
}

/** The peer's turn begins when our own reactions are done with. */
async function drained(server: BenchServer): Promise<void> {
  await withAdmin(server, async (admin) => {
    for (;;) {
      const { rows } = await admin.query<{ left: number }>("select count(*)::int as left from platform.outbox");
      if ((rows[0]?.left ?? 0) === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });
}

function percentile(sorted: readonly number[], part: number): number {
  return Math.round((sorted[Math.floor(sorted.length * part)] ?? 0) * 10) / 10;
}
