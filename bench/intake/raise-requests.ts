import { randomInt, randomUUID } from "node:crypto";
import type { BenchServer } from "./start-server.ts";

export const TENANT = "qinghe";
export const PATH = `/api/v1/t/${TENANT}/appeals/raise-appeal`;
export const BODY = { text: "村口的路灯坏了好几天，晚上看不见路，请派人来修。", mode: "named", place: "村口" } as const;

/** Appeals by residents in turn, each with a key and an address of its own. */
export function requestSource(server: BenchServer, tokens: readonly string[]): () => Buffer {
  const body = JSON.stringify(BODY);
  let turn = 0;
  return () => {
    turn += 1;
    const head = [
      `POST ${PATH} HTTP/1.1`,
      `host: 127.0.0.1:${server.port}`,
      "content-type: application/json",
      `content-length: ${Buffer.byteLength(body)}`,
      ...Object.entries(headersOf(tokens[turn % tokens.length] ?? "")).map(([name, value]) => `${name}: ${value}`),
    ];
    return Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`);
  };
}

export function headersOf(token: string): Readonly<Record<string, string>> {
  const address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
  return { authorization: `Bearer ${token}`, "idempotency-key": randomUUID(), "x-forwarded-for": address };
}
