import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import { STATUS_OF } from "../../platform/http/status.ts";
import { isRefusal, type Refusal } from "../../platform/refusal.ts";
import { PAGE_HEADERS } from "./security-headers.ts";

const pack = { br: promisify(brotliCompress), gzip: promisify(gzip) };
/** Packs a page in about a millisecond; higher levels cost more than a poor line gains. */
const BROTLI_QUALITY = 4;
const SMALLEST_BYTES = 1000;
/** Refusals name a few fields; what is longer is data. */
const MOST_REFUSAL_BYTES = 20_000;

/** Sends what React Router answered, packed, with the headers every page has. */
export async function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  response: Response,
  personal: boolean,
): Promise<FastifyReply> {
  void reply.code(response.status).headers(PAGE_HEADERS);
  for (const [name, value] of response.headers) if (name !== "set-cookie") void reply.header(name, value);
  for (const cookie of response.headers.getSetCookie()) void reply.header("set-cookie", cookie);
  // No ETag and no copies: what a page shows depends on who looks, and a shared phone keeps no trace of it.
  if (!response.headers.has("cache-control"))
    void reply.header("cache-control", personal || request.method === "POST" ? "no-store" : "private, no-cache");
  if (response.body === null) return reply.send();
  // A file may be longer than what memory holds: it goes on as it comes.
  if (response.headers.has("content-disposition")) return reply.send(Readable.fromWeb(response.body as WebStream));
  const bytes = Buffer.from(await response.arrayBuffer());
  const refusal = refusalOf(bytes, response.headers.get("content-type") ?? "");
  if (refusal !== undefined) void reply.code(STATUS_OF[refusal.kind]).header("cache-control", "no-store");
  return await sendPacked(request, reply, bytes, response.headers.get("content-type") ?? "");
}

/** A route that answers with a file has no page to show a refusal on: it is sent as it is, and its kind is the status here, too. */
function refusalOf(bytes: Buffer, type: string): Refusal | undefined {
  if (!type.startsWith("application/json") || bytes.length > MOST_REFUSAL_BYTES) return undefined;
  const answer: unknown = JSON.parse(bytes.toString("utf8"));
  return isRefusal(answer) ? answer : undefined;
}

async function sendPacked(request: FastifyRequest, reply: FastifyReply, bytes: Buffer, type: string): Promise<FastifyReply> {
  const encoding =
    /^(?:text\/|application\/json)/.test(type) && bytes.length >= SMALLEST_BYTES ? encodingFor(request) : undefined;
  void reply.header("vary", "accept-encoding, cookie, accept-language");
  if (encoding === undefined) return reply.send(bytes);
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  const packed = encoding === "br" ? await pack.br(bytes, { params }) : await pack.gzip(bytes);
  return reply.header("content-encoding", encoding).send(packed);
}

function encodingFor(request: FastifyRequest): "br" | "gzip" | undefined {
  const accepted = request.headers["accept-encoding"] ?? "";
  if (/\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(accepted)) return "br";
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(accepted) ? "gzip" : undefined;
}

const PLAIN: Readonly<Record<number, string>> = {
  403: "这个请求来自别的网站，已拒绝。 This request came from another site and was refused.",
  405: "不支持这种请求。 This kind of request is not supported.",
  413: "提交的内容太大。请减少照片或缩短文字后再试。 What was sent is too large: send fewer photos or a shorter text.",
};

/** For requests no page of ours makes: no reader's setting is known, so both languages stand side by side. */
export function sendPlain(
  reply: FastifyReply,
  status: 403 | 405 | 413,
  headers: Readonly<Record<string, string>> = {},
): FastifyReply {
  return reply
    .code(status)
    .headers({ ...PAGE_HEADERS, ...headers, "cache-control": "no-store" })
    .type("text/plain; charset=utf-8")
    .send(PLAIN[status]);
}
