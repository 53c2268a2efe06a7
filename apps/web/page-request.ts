import { Readable, Transform } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";

/** A form of texts: our longest, a rule's whole text with its minutes, stays far below. */
export const MAX_FORM_BYTES = 2_000_000;
/** A form with photographs, read into memory at once: six of a phone's pictures. Larger files go through the upload API. */
export const MAX_UPLOAD_BYTES = 40_000_000;

/** The request as React Router reads it; undefined when it says that it is too large. */
export function toRequest(request: FastifyRequest, reply: FastifyReply): Request | undefined {
  const { method, raw } = request;
  const limit = isUpload(request) ? MAX_UPLOAD_BYTES : MAX_FORM_BYTES;
  if (Number(request.headers["content-length"] ?? 0) > limit) return undefined;
  const abort = new AbortController();
  reply.raw.once("close", () => abort.abort());
  const url = `${request.protocol}://${request.host}${request.url}`;
  const init = { method, headers: toHeaders(request), signal: abort.signal };
  if (method === "GET" || method === "HEAD") return new Request(url, init);
  const body = Readable.toWeb(raw.pipe(limited(limit))) as ReadableStream<Uint8Array>;
  return new Request(url, { ...init, body, duplex: "half" } as RequestInit);
}

function isUpload(request: FastifyRequest): boolean {
  return request.headers["content-type"]?.startsWith("multipart/form-data") === true;
}

/** Chunked bodies name no length: they are cut off where they pass the limit. */
function limited(limit: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > limit) done(new Error("The form is larger than a page takes"));
      else done(null, chunk);
    },
  });
}

function toHeaders({ headers }: FastifyRequest): Headers {
  const copied = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || name.startsWith(":")) continue;
    for (const one of Array.isArray(value) ? value : [value]) copied.append(name, one);
  }
  return copied;
}

/** Refuses what another site's page posts in a reader's name; browsers name their origin on every post. */
export function isSameOrigin(request: FastifyRequest, publicUrl: URL | undefined): boolean {
  const site = request.headers["sec-fetch-site"];
  if (typeof site === "string" && site !== "same-origin" && site !== "none") return false;
  const { origin } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && (new URL(origin).host === request.host || origin === publicUrl?.origin);
}
