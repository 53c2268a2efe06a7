import { Type, type Static } from "typebox";
import type { FastifyReply } from "fastify";
import { refuse, type Refusal } from "../refusal.ts";
import { STATUS_OF } from "./status.ts";

/** Says a refusal in the reader's language: what happened, and what to do next. Filled by the capabilities' messages. */
export type SayRefusal = (
  refusal: Refusal,
  capability: string,
  acceptLanguage: string | undefined,
) => { readonly title: string; readonly next: string };

const Facts = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]));

/** RFC 9457 problem details, with the refusal's own members. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  next: Type.String(),
  facts: Facts,
  fields: Type.Optional(Type.Array(Type.Object({ pointer: Type.String(), code: Type.String(), facts: Type.Optional(Facts) }))),
  rule: Type.Optional(
    Type.Object({ rule: Type.String(), version: Type.Optional(Type.String()), article: Type.Optional(Type.String()) }),
  ),
});

export type ProblemContext = {
  readonly capability: string;
  readonly acceptLanguage: string | undefined;
  readonly say: SayRefusal;
};

export function sendRefusal(reply: FastifyReply, refusal: Refusal, context: ProblemContext): FastifyReply {
  if (refusal.kind === "too-many") void reply.header("retry-after", String(refusal.facts["seconds"] ?? 60));
  const body = problemOf(refusal, context);
  return reply.code(body.status).type("application/problem+json").send(body);
}

export function problemOf(refusal: Refusal, context: ProblemContext): Static<typeof Problem> {
  const { title, next } = context.say(refusal, context.capability, context.acceptLanguage);
  const { code, facts, fields, rule } = refusal;
  return {
    type: `urn:gongzhi:refusal:${code}`,
    title,
    status: STATUS_OF[refusal.kind],
    code,
    next,
    facts,
    ...(fields && { fields: [...fields] }),
    ...(rule && { rule }),
  };
}

/** What Fastify itself refuses (a body too large, bad JSON, an unknown media type) as a refusal; undefined for a bug. */
export function refusalOfError(error: unknown): Refusal | undefined {
  if (!(error instanceof Error) || !("statusCode" in error) || typeof error.statusCode !== "number") return undefined;
  if (error.statusCode === 413) return refuse("too-large", "too-large");
  if (error.statusCode === 415) return refuse("invalid", "unsupported-media-type");
  if (error.statusCode === 429) return refuse("too-many", "too-many-requests", { facts: { seconds: 60 } });
  if (error.statusCode >= 400 && error.statusCode < 500) return refuse("invalid", "malformed-request");
  return undefined;
}
