import type { Socket } from "node:net";
import cookie from "@fastify/cookie";
import { SerializerSelector, type SerializerFactory } from "@fastify/fast-json-stringify-compiler";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import fastify, { LogController, type FastifyInstance, type FastifyServerOptions } from "fastify";
import { registerApi, type ApiOptions } from "./api.ts";
import { problemOf, refusalOfError, sendRefusal, type SayRefusal } from "./problem.ts";
import { refuse } from "../refusal.ts";

/** JSON of an action; longer texts are refused by their own fields long before. Files have a route of their own. */
const MAX_BODY_BYTES = 1_000_000;
const REQUEST_TIMEOUT_MS = 60_000;

export type AppOptions = ApiOptions & {
  readonly logger: FastifyServerOptions["loggerInstance"];
  readonly ready: () => Promise<boolean>;
  readonly version: string;
  readonly trustProxy: boolean;
};

/** The HTTP server with the API, its documentation and its health; pages and files are registered on it by `apps/server`. */
export async function makeApp(options: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    ...(options.logger === undefined ? {} : { loggerInstance: options.logger }),
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: options.trustProxy,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 120 },
    schemaController: { compilersFactory: { buildSerializer: atFirstAnswer } },
    // An address that cannot be read at all never reaches a route, nor the handlers below.
    frameworkErrors: (error, request, reply) => {
      const acceptLanguage = request.headers["accept-language"];
      const refusal = refusalOfError(error) ?? refuse("invalid", "malformed-request");
      void sendRefusal(reply, refusal, { capability: "platform", acceptLanguage, say: options.say });
    },
    clientErrorHandler: (error, socket) => refuseUnread(error, socket, options.say),
  });
  await app.register(cookie);
  await app.register(swagger, { openapi: openApiHead(options.version) });
  await app.register(swaggerUi, { routePrefix: "/api", staticCSP: true, uiConfig: { docExpansion: "none", filter: true } });
  app.get("/api/openapi.json", { schema: { hide: true } }, async () => app.swagger());
  app.get("/healthz", { schema: { hide: true } }, async () => ({ ok: true }));
  app.get("/readyz", { schema: { hide: true } }, async (_, reply) => {
    const ready = await options.ready().catch(() => false);
    return reply.code(ready ? 200 : 503).send({ ready });
  });
  setFailureHandlers(app, options);
  // In a scope of its own, so that the plugins above are loaded first and see every route.
  await app.register(async (scope) => registerApi(scope, options));
  return app;
}

/** Writes the code that serialises a route's answer when it first answers: for all of them it would take a sixth of the server's start. */
const atFirstAnswer: SerializerFactory = (externalSchemas, options) => {
  const compile = SerializerSelector()(externalSchemas, options);
  return (route) => {
    let serialize: ReturnType<typeof compile> | undefined;
    return (answer) => (serialize ??= compile(route))(answer);
  };
};

/** What is no HTTP at all: refused in the same form, and the connection is closed, since nobody knows where its next message begins. */
function refuseUnread(error: NodeJS.ErrnoException, socket: Socket, say: SayRefusal): void {
  if (!socket.writable || error.code === "ECONNRESET") return void socket.destroy();
  const tooLarge = error.code === "HPE_HEADER_OVERFLOW";
  const refusal = tooLarge ? refuse("too-large", "too-large") : refuse("invalid", "malformed-request");
  const status = tooLarge ? "431 Request Header Fields Too Large" : "400 Bad Request";
  const body = JSON.stringify({
    ...problemOf(refusal, { capability: "platform", acceptLanguage: undefined, say }),
    status: Number.parseInt(status, 10),
  });
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n`;
  socket.end(head + body);
}

function setFailureHandlers(app: FastifyInstance, options: AppOptions): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = { capability: "platform", acceptLanguage: request.headers["accept-language"], say: options.say };
    const refusal = refusalOfError(error);
    if (refusal !== undefined) return sendRefusal(reply, refusal, problem);
    request.log.error({ err: error, url: request.routeOptions.url }, "bug");
    const body = {
      type: "urn:gongzhi:bug",
      title: "The server failed; nothing was changed.",
      status: 500,
      code: "bug",
      next: "Try again; tell the operator this id.",
      facts: { requestId: request.id },
    };
    return reply.code(500).type("application/problem+json").send(body);
  });
  app.setNotFoundHandler((request, reply) =>
    sendRefusal(reply, refuse("absent", "no-such-address"), {
      capability: "platform",
      acceptLanguage: request.headers["accept-language"],
      say: options.say,
    }),
  );
}

function openApiHead(version: string) {
  return {
    openapi: "3.1.0",
    info: {
      title: "Gongzhi",
      version,
      description:
        "Actions change state (POST, idempotent by Idempotency-Key); queries read (GET). Refusals are RFC 9457 problems with a stable code.",
      license: { name: "AGPL-3.0-or-later" },
    },
    components: { securitySchemes: { session: { type: "http", scheme: "bearer" } } },
  } as const;
}
