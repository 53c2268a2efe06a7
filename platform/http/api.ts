import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isRefusal, refuse } from "../refusal.ts";
import type { Caller, Invoker } from "../registry/invoke.ts";
import type { Entry } from "../registry/registry.ts";
import { Problem, sendRefusal, type SayRefusal } from "./problem.ts";
import type { SessionCookies } from "./session-cookie.ts";

export type ApiOptions = {
  readonly invoker: Invoker;
  readonly say: SayRefusal;
  readonly cookies: SessionCookies;
  /** Who asks, from the session cookie, bearer token and receipt header; undefined when there is no such tenant. */
  readonly callerOf: (request: FastifyRequest, tenantSlug: string) => Promise<Caller | undefined>;
};

const PREFIX = "/api/v1/t/:tenant/";
const TenantParams = { type: "object", properties: { tenant: { type: "string" } }, required: ["tenant"] };
const KeyHeader = {
  type: "object",
  properties: {
    "idempotency-key": {
      type: "string",
      description: "16 to 64 letters, digits, - or _: the same key and input are done once and answered alike.",
    },
    "receipt-code": { type: "string", description: "The receipt code of an anonymous matter, in place of a sign-in." },
  },
};

/** `POST …/<capability>/<action>` and `GET …/<capability>/<query>` for whatever the registry holds. */
export function registerApi(app: FastifyInstance, options: ApiOptions): void {
  for (const entry of options.invoker.registry.entries.values()) {
    const { signature } = entry;
    const isAction = signature.kind === "action";
    app.route({
      method: isAction ? "POST" : "GET",
      url: PREFIX + signature.name,
      // The registry validates for every door alike (API, page, command line); here the schemas document and serialise.
      validatorCompiler: () => (value: unknown) => ({ value }),
      schema: {
        operationId: signature.name.replace("/", "_"),
        summary: signature.summary,
        description: `May be called by: ${entry.binding.policy.says}.`,
        tags: [entry.capability],
        params: TenantParams,
        ...(isAction ? { body: signature.input, headers: KeyHeader } : { querystring: signature.input }),
        response: { 200: signature.output, default: Problem },
      },
      handler: async (request, reply) => await answer(request, reply, entry, options),
    });
  }
}

async function answer(request: FastifyRequest, reply: FastifyReply, entry: Entry, options: ApiOptions): Promise<unknown> {
  const problem = { capability: entry.capability, acceptLanguage: request.headers["accept-language"], say: options.say };
  const { tenant } = request.params as { readonly tenant: string };
  const caller = await options.callerOf(request, tenant);
  if (caller === undefined) return sendRefusal(reply, refuse("absent", "no-such-tenant"), problem);
  const isAction = entry.signature.kind === "action";
  if (isAction && !options.cookies.sameOrigin(request)) return sendRefusal(reply, refuse("forbidden", "cross-origin"), problem);
  const input = isAction ? (request.body ?? {}) : entry.validator.convert(request.query);
  const { value, session } = await options.invoker.invoke(entry.signature.name, input, caller);
  if (session !== undefined) options.cookies.apply(reply, session);
  void reply.header("cache-control", "no-store");
  return isRefusal(value) ? sendRefusal(reply, value, problem) : reply.send(value);
}
