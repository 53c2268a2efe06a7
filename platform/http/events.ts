import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { LiveHub } from "../live/hub.ts";
import { refuse } from "../refusal.ts";
import type { Caller } from "../registry/invoke.ts";
import { sendRefusal, type SayRefusal } from "./problem.ts";

export type EventsOptions = {
  readonly hub: LiveHub;
  readonly say: SayRefusal;
  readonly callerOf: (request: FastifyRequest, tenantSlug: string) => Promise<Caller | undefined>;
};

/** Proxies and phones let go of a connection nothing comes over. */
const HEARTBEAT_MS = 25_000;
/** A browser whose connection broke comes back after this time. */
const RETRY_MS = 5_000;
/** Whoever does not read is let go: what is told is small, and the page can be loaded again. */
const MOST_UNREAD_BYTES = 64 * 1024;

/** `GET /t/<tenant>/events`: server-sent events (WHATWG HTML §9.2) for whoever is signed in; what they are told, `platform/live` says. */
export function registerEvents(app: FastifyInstance, options: EventsOptions): void {
  app.get<{ Params: { tenant: string }; Querystring: { since?: string } }>(
    "/t/:tenant/events",
    { schema: { hide: true } },
    async (request, reply) => {
      const problem = { capability: "platform", acceptLanguage: request.headers["accept-language"], say: options.say };
      const { tenant } = request.params;
      const caller = await options.callerOf(request, tenant);
      if (caller === undefined) return sendRefusal(reply, refuse("absent", "no-such-tenant"), problem);
      if (caller.actor.kind === "visitor") return sendRefusal(reply, refuse("sign-in", "sign-in-required"), problem);
      const stream = openStream(reply);
      const refresh = async () => await options.callerOf(request, tenant);
      const joined = options.hub.join(caller, { ...stream, refresh }, readSince(request.query.since));
      if (joined === undefined)
        return sendRefusal(reply, refuse("too-many", "too-many-requests", { facts: { seconds: 60 } }), problem);
      reply.hijack();
      stream.begin();
      request.raw.once("close", () => {
        stream.end();
        joined.leave();
      });
      return reply;
    },
  );
  // Streams never end by themselves: a server that goes must let them go first.
  app.addHook("preClose", async () => options.hub.stop());
}

function readSince(since: string | undefined): number | undefined {
  const ms = since === undefined ? Number.NaN : Date.parse(since);
  return Number.isNaN(ms) ? undefined : ms;
}

/** What is sent before it has begun is kept until then. */
function openStream({ raw }: FastifyReply) {
  const early: string[] = [];
  let heartbeat: NodeJS.Timeout | undefined;
  const end = () => {
    clearInterval(heartbeat);
    raw.end();
  };
  const write = (text: string) => {
    if (heartbeat === undefined) early.push(text);
    else if (raw.writableLength > MOST_UNREAD_BYTES) raw.destroy();
    else raw.write(text);
  };
  return {
    begin: () => {
      raw.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
        "x-content-type-options": "nosniff",
      });
      heartbeat = setInterval(() => write(":\n\n"), HEARTBEAT_MS);
      raw.write(`retry: ${RETRY_MS}\n\n${early.splice(0).join("")}`);
    },
    send: (event: string, data: unknown) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    end,
  };
}
