import { connect } from "node:net";
import pg from "pg";
import { ADMIN_ROLE } from "./initialize-cluster.ts";
import { SOCKET_PORT } from "./settings.ts";
import { socketFile } from "./socket-folder.ts";

export const DATABASE = "gongzhi";

/** A server that is stopped (SIGSTOP) accepts a connection and never answers; one on a crowded machine takes seconds. */
const ANSWER_MS = 5000;
const NO_DATABASE = "3D000";
/** cannot_connect_now, admin_shutdown, crash_shutdown, too_many_connections, duplicate_database (made after all). */
const WAIT: ReadonlySet<string> = new Set(["57P03", "57P01", "57P02", "53300", "42P04"]);

export type Connection = { readonly host: string; readonly port: number; readonly user: string; readonly database: string };

export function adminConnection(host: string, database: string = DATABASE): Connection {
  return { host, port: SOCKET_PORT, user: ADMIN_ROLE, database };
}

/**
 * `ready` with the server's version; `busy`: it answered that it starts, stops or has no connection free;
 * `silent`: no answer, or no socket yet.
 */
export type Answer = { readonly state: "ready"; readonly version: string } | { readonly state: "busy" | "silent" };

/** Asks the server once whether it serves, and makes the database if it is not there yet. */
export async function askServer(host: string): Promise<Answer> {
  try {
    return await queryVersion(host, DATABASE);
  } catch (error) {
    if (sqlState(error) !== NO_DATABASE) return readFailure(error);
  }
  try {
    await withClient(host, "postgres", (client) => client.query(`CREATE DATABASE ${DATABASE}`));
    return await queryVersion(host, DATABASE);
  } catch (error) {
    return readFailure(error);
  }
}

/** Being told to wait is an answer; no connection or no word in time is none; anything else is a bug. */
function readFailure(error: unknown): Answer {
  const code = sqlState(error);
  if (code === undefined) return { state: "silent" };
  if (WAIT.has(code)) return { state: "busy" };
  throw error;
}

async function queryVersion(host: string, database: string): Promise<Answer> {
  return withClient(host, database, async (client) => {
    const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
    return { state: "ready", version: rows[0]?.server_version.split(" ")[0] ?? "" };
  });
}

export async function withClient<T>(host: string, database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...adminConnection(host, database), connectionTimeoutMillis: ANSWER_MS, query_timeout: 60_000 });
  client.on("error", () => undefined); // the query under way fails as well, and is waited for
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The five letters of a server's error, or undefined for anything else that went wrong. */
function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** True when somebody listens on the socket, whether /proc shows him or not. */
export function isListening(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketFile(host));
    const done = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => done(true));
    socket.once("error", () => done(false));
  });
}
