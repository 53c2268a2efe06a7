import { Agent, request as httpRequest } from "node:http";
import { connect } from "node:net";
import type { Call } from "./make-calls.ts";
import { isApi, type Answer } from "./judge-answer.ts";

/** A connection that says nothing more for this long has been answered as far as it will be. */
const QUIET_MS = 1_500;

/** Connections kept open, as a proxy in front of the house keeps them. */
export const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** Sends a call over a real connection; undefined where Node's own client refuses to send such a thing. */
export async function sendOverWire(
  port: number,
  { method, url, headers, payload }: Call["request"],
): Promise<Answer | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer | undefined>();
  const body = typeof payload === "string" ? payload : undefined;
  try {
    const sent = httpRequest({ host: "127.0.0.1", port, agent, method, path: url, headers: { ...headers, ...lengthOf(body) } });
    sent.on("response", (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers["content-type"] ?? "",
          body: Buffer.concat(parts).toString("utf8"),
          api: isApi(url),
        }),
      );
    });
    // A refused body may meet a connection that was closed meanwhile: the answer is then lost, the server is not.
    sent.on("error", () => resolve(undefined));
    sent.end(body);
  } catch {
    resolve(undefined);
  }
  return await promise;
}

function lengthOf(body: string | undefined): Readonly<Record<string, string>> {
  return body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
}

/** Writes bytes to the port as they are and gives whatever comes back before the connection ends or falls silent. */
export async function sendBytes(port: number, bytes: Buffer | string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let answer = "";
  const socket = connect({ host: "127.0.0.1", port }, () => socket.write(bytes));
  socket.setEncoding("latin1").setTimeout(QUIET_MS, () => socket.destroy());
  socket.on("data", (part: string) => (answer += part));
  socket.on("error", () => {});
  socket.on("close", () => resolve(answer));
  return await promise;
}

const LINE = "POST /api/v1/t/qinghe/appeals/raise-appeal HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

/** What no client library sends. */
export const BROKEN_MESSAGES: readonly (readonly [string, Buffer | string])[] = [
  ["nothing but line ends", "\r\n\r\n\r\n"],
  ["a TLS greeting", Buffer.from("16030100a5010000a10303", "hex")],
  ["an HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  ["an HTTP/0.9 line", "GET /\r\n"],
  ["an unknown version", "GET / HTTP/9.9\r\nHost: x\r\n\r\n"],
  ["an unknown method", "HACK / HTTP/1.1\r\nHost: x\r\n\r\n"],
  ["no host", "GET /healthz HTTP/1.1\r\n\r\n"],
  ["two hosts", "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"],
  ["an absolute address elsewhere", "GET http://evil.example/ HTTP/1.1\r\nHost: x\r\n\r\n"],
  ["a tunnel", "CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n"],
  ["an upgrade", "GET /api HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: eA==\r\n\r\n"],
  ["a null in the address", "GET /\u0000 HTTP/1.1\r\nHost: x\r\n\r\n"],
  [
    "bytes that are no UTF-8 in the address",
    Buffer.from("474554202fff2048545450 2f312e310d0a486f73743a20780d0a0d0a".replaceAll(" ", ""), "hex"),
  ],
  ["an endless address", `GET /${"a".repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
  ["endless headers", `GET / HTTP/1.1\r\nHost: x\r\n${"X-A: b\r\n".repeat(20_000)}\r\n`],
  ["one endless header", `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${"b".repeat(200_000)}\r\n\r\n`],
  ["a folded header", "GET / HTTP/1.1\r\nHost: x\r\nX-A: b\r\n  c\r\n\r\n"],
  ["a header without a name", "GET / HTTP/1.1\r\nHost: x\r\n: b\r\n\r\n"],
  ["a length that is no number", `${LINE}Content-Length: abc\r\n\r\n{}`],
  ["a negative length", `${LINE}Content-Length: -1\r\n\r\n{}`],
  ["two lengths", `${LINE}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
  ["an enormous length", `${LINE}Content-Length: 99999999999999999999\r\n\r\n{}`],
  ["a length and chunks", `${LINE}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{}`],
  ["a chunk that is no number", `${LINE}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`],
  ["an enormous chunk", `${LINE}Transfer-Encoding: chunked\r\n\r\nffffffffffff\r\n{}`],
  ["an unknown encoding", `${LINE}Transfer-Encoding: chunked, gzip\r\n\r\n2\r\n{}\r\n0\r\n\r\n`],
  [
    "a smuggled second message",
    `${LINE}Content-Length: 2\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\nHost: x\r\n\r\n`,
  ],
  ["a body that ends early", `${LINE}Content-Length: 100\r\nConnection: close\r\n\r\n{}`],
  ["many at once", "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".repeat(200)],
];
