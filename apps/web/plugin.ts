import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { createRequestHandler, type ServerBuild } from "react-router";
import type { PageContext } from "../../platform/page.ts";
import { isPersonal } from "./display-cookies.ts";
import { buildFolder } from "./gather-pages.ts";
import { isSameOrigin, toRequest } from "./page-request.ts";
import { sendPage, sendPlain } from "./page-response.ts";
import { qrSvg } from "./qr.ts";

export type WebOptions = {
  /** What the page's loader and action get: whoever is signed in, and the calls made as them. */
  readonly makeContext: (request: FastifyRequest, reply: FastifyReply, nonce: string) => Promise<PageContext>;
  /** Where the public reaches us: QR codes lead there, and posts from it are ours even behind a proxy. */
  readonly publicUrl?: URL;
  /** The folder `react-router build` made; left out, the one of this checkout. */
  readonly buildDirectory?: string;
};

const NONCE_BYTES = 18;
const ASSET_MAX_AGE_MS = 31_536_000_000;

export function defaultBuildDirectory(): string {
  return join(dirname(fileURLToPath(import.meta.url)), buildFolder());
}

/**
 * Serves every page of every capability: hashed assets for ever, `/qr.svg`, and one catch-all route that hands the raw request
 * to React Router. Register it last: routes named elsewhere win over the catch-all, and `/api/…` never becomes a page.
 */
export async function registerWeb(app: FastifyInstance, options: WebOptions): Promise<void> {
  const directory = options.buildDirectory ?? defaultBuildDirectory();
  const server = join(directory, "server", "index.js");
  if (!existsSync(server)) throw new Error(`The pages are not built: run node tools/build-web.mjs (${server} is missing)`);
  const build = (await import(pathToFileURL(server).href)) as ServerBuild;
  const origins = options.publicUrl === undefined ? [] : [options.publicUrl.host];
  // Always "production": in any other mode React Router puts stacks into the page.
  const handle = createRequestHandler({ ...build, allowedActionOrigins: origins }, "production");
  await app.register(fastifyStatic, {
    root: join(directory, "client", "assets"),
    prefix: "/assets/",
    decorateReply: false,
    immutable: true,
    maxAge: ASSET_MAX_AGE_MS,
    preCompressed: true,
    index: false,
    setHeaders: (reply) => void reply.header("x-content-type-options", "nosniff"),
  });
  app.get<{ Querystring: { path?: string } }>("/qr.svg", { schema: { hide: true } }, (request, reply) =>
    sendQr(request, reply, options),
  );
  serveScript(app, "/live.js", "live/live-page.mjs");
  serveScript(app, "/device.js", "device/ask-device.mjs");
  serveScript(app, "/work.js", "device/do-work.mjs");
  serveScript(app, "/draft.js", "device/keep-draft.mjs");
  serveScript(app, "/later.js", "device/send-later.mjs");
  await app.register(async (scope) => registerPages(scope, { ...options, handle }));
}

/** Small, plain and the same for every page: asked about again each time, sent once. */
function serveScript(app: FastifyInstance, url: string, file: string): void {
  const script = readFileSync(join(dirname(fileURLToPath(import.meta.url)), file));
  const etag = `"${createHash("sha256").update(script).digest("base64url")}"`;
  app.get(url, { schema: { hide: true } }, (request, reply) => {
    void reply.header("cache-control", "no-cache").header("etag", etag).header("x-content-type-options", "nosniff");
    if (request.headers["if-none-match"] === etag) return reply.code(304).send();
    return reply.type("text/javascript; charset=utf-8").send(script);
  });
}

function sendQr(
  request: FastifyRequest<{ Querystring: { path?: string } }>,
  reply: FastifyReply,
  { publicUrl }: WebOptions,
): FastifyReply {
  const base = publicUrl ?? new URL(`${request.protocol}://${request.host}`);
  const svg = qrSvg(base, request.query.path);
  if (svg === undefined) return reply.code(404).type("text/plain").send("Not found");
  return reply
    .type("image/svg+xml")
    .header("cache-control", "public, max-age=86400")
    .header("x-content-type-options", "nosniff")
    .send(svg);
}

type PageOptions = WebOptions & { readonly handle: ReturnType<typeof createRequestHandler> };

function registerPages(app: FastifyInstance, options: PageOptions): void {
  // React Router reads the body itself; a parser of ours would have emptied the stream.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _payload, done) => done(null));
  app.all("/*", { schema: { hide: true } }, async (request, reply) => answer(request, reply, options));
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  { handle, makeContext, publicUrl }: PageOptions,
): Promise<FastifyReply> {
  if (request.url === "/api" || request.url.startsWith("/api/")) {
    reply.callNotFound();
    return reply;
  }
  if (!["GET", "HEAD", "POST"].includes(request.method)) return sendPlain(reply, 405, { allow: "GET, HEAD, POST" });
  if (request.method === "POST" && !isSameOrigin(request, publicUrl)) return sendPlain(reply, 403);
  const web = toRequest(request, reply);
  if (web === undefined) return sendPlain(reply, 413, { connection: "close" });
  const nonce = randomBytes(NONCE_BYTES).toString("base64");
  const context = await makeContext(request, reply, nonce);
  if ("report" in context)
    context.report = (error: unknown) => request.log.error({ err: error, url: request.routeOptions.url }, "page failed");
  const response = await handle(web, context);
  return await sendPage(request, reply, response, context.viewer.signedIn !== undefined || isPersonal(request.cookies));
}
