import { once } from "node:events";
import { connect, type Socket } from "node:net";

export type Sent = { readonly accepted: number; readonly refused: number; readonly latenciesMs: readonly number[] };

const HEAD_END = Buffer.from("\r\n\r\n");

/**
 * Sends requests over so many connections kept alive, the next on each as soon as its answer is in. Plain sockets: a client library
 * would take more of the two cores than the server's own HTTP does.
 * @param least answers each connection waits for, however long: what is slow is measured too
 */
export async function sendRequests(
  port: number,
  connections: number,
  untilMs: number,
  request: () => Buffer,
  least = 0,
): Promise<Sent> {
  const latenciesMs: number[] = [];
  const counts = { accepted: 0, refused: 0 };
  const work = async () => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    await once(socket, "connect");
    for (let answers = 1; answers <= least || performance.now() < untilMs; answers += 1) {
      const began = performance.now();
      socket.write(request());
      const status = await readStatus(socket);
      if (answers > least && performance.now() >= untilMs) break;
      counts[status === 200 ? "accepted" : "refused"] += 1;
      latenciesMs.push(performance.now() - began);
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: connections }, work));
  return { ...counts, latenciesMs: latenciesMs.toSorted((a, b) => a - b) };
}

const LAST_CHUNK = Buffer.from("\r\n0\r\n\r\n");

/** One answer, its body read to the end by its length or its last chunk. */
async function readStatus(socket: Socket): Promise<number> {
  let got: Buffer = Buffer.alloc(0);
  return await new Promise((resolve, reject) => {
    const done = (error: Error | undefined, status: number) => {
      socket.off("data", take).off("error", fail).off("close", closed);
      if (error === undefined) resolve(status);
      else reject(error);
    };
    const fail = (error: Error) => done(error, 0);
    const closed = () => done(new Error("the server closed the connection"), 0);
    const take = (chunk: Buffer) => {
      got = got.length === 0 ? chunk : Buffer.concat([got, chunk]);
      const headEnd = got.indexOf(HEAD_END);
      if (headEnd < 0) return;
      const head = got.toString("latin1", 0, headEnd);
      const status = Number(head.slice(9, 12));
      if (/transfer-encoding: chunked/i.test(head)) {
        if (got.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK)) done(undefined, status);
        return;
      }
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
      if (Number.isNaN(length)) return done(new Error(`an answer without a length: ${head}`), 0);
      if (got.length >= headEnd + HEAD_END.length + length) done(undefined, status);
    };
    socket.on("data", take).on("error", fail).on("close", closed);
  });
}
