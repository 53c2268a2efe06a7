import { connect } from "node:net";
import pg from "pg";
import { ADMIN_ROLE } from "./initialize-cluster.ts";
import { SOCKET_PORT } from "./settings.ts";
import { socketFile } from "./socket-folder.ts";

export const DATABASE = "gongzhi";

/** A server that is stopped (SIGSTOP) accepts a connection and never answers. */
const ANSWER_MS = 2000;

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
    const code = sqlState(error);
    if (code === "3D000") return createDatabase(host);
    if (code === "57P03" || code === "53300" || code === "57P01") return { state: "busy" };
    if (code !== undefined) throw error;
    return { state: "silent" };
  }
}

async function createDatabase(host: string): Promise<Answer> {
  return withClient(host, "postgres", async (client) => {
    await client.query(`CREATE DATABASE ${DATABASE}`);
    return queryVersion(host, DATABASE);
  });
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
