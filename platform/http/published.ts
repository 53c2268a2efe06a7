import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { visitor } from "../actor.ts";
import type { Publication, Tenant } from "../capability.ts";
import type { PublishedFiles } from "../published/published-files.ts";
import type { Invoker } from "../registry/invoke.ts";

export type PublishedOptions = {
  readonly invoker: Invoker;
  readonly files: PublishedFiles;
  readonly tenantOf: (slug: string) => Promise<Tenant | undefined>;
};

/** A year: what never changes is asked for once. */
const FOR_EVER = "public, max-age=31536000, immutable";
/** What grows is asked for again, and answered shortly when it has not. */
const ASK_AGAIN = "public, no-cache";
/** Made from tables, from which words may be erased at any moment: nothing between keeps it, and a reader's own program asks again. */
const OF_TABLES = "private, no-cache";
const HEADERS = {
  // Anybody may check it, from anywhere: other sites and a reader's own tools too.
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
  "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
};

/** `GET /t/<tenant>/<folder>/…` for every folder a capability publishes: as it lies on the disk, or made for a visitor. */
export function registerPublished(app: FastifyInstance, options: PublishedOptions): void {
  for (const [folder, publication] of options.invoker.registry.publications) {
    app.get<{ Params: { tenant: string; "*": string } }>(
      `/t/:tenant/${folder}/*`,
      { schema: { hide: true } },
      async (request, reply) => {
        const tenant = await options.tenantOf(request.params.tenant);
        const found = tenant === undefined ? undefined : await find(options, publication, tenant, folder, request.params["*"]);
        return found === undefined ? sendNone(reply) : sendFound(request, reply, found);
      },
    );
  }
}

type Found = { readonly bytes: Uint8Array; readonly mediaType: string; readonly keeping: string };

async function find(
  options: PublishedOptions,
  publication: Publication,
  tenant: Tenant,
  folder: string,
  path: string,
): Promise<Found | undefined> {
  const stored = publication.stored(path);
  if (stored !== undefined) {
    const bytes = await options.files.read(tenant.id, `${folder}/${path}`);
    const keeping = stored.immutable ? FOR_EVER : ASK_AGAIN;
    return bytes === undefined ? undefined : { mediaType: stored.mediaType, keeping, bytes };
  }
  const caller = { tenant, actor: visitor(tenant.id), address: "" };
  const made = await options.invoker.transact(
    caller,
    "platform/published",
    async (context) => await publication.made(context, path),
  );
  return made === undefined ? undefined : { bytes: Buffer.from(made.text), mediaType: made.mediaType, keeping: OF_TABLES };
}

function sendNone(reply: FastifyReply): FastifyReply {
  // A tile that is not there yet will be: nobody keeps the answer that it is not (RFC 9110 §15.5.5 would let them).
  return reply
    .code(404)
    .headers({ ...HEADERS, "cache-control": "no-store" })
    .type("text/plain; charset=utf-8")
    .send("404\n");
}

function sendFound(request: FastifyRequest, reply: FastifyReply, { bytes, mediaType, keeping }: Found): FastifyReply {
  const etag = `"${createHash("sha256").update(bytes).digest("base64url")}"`;
  void reply.headers({ ...HEADERS, etag, "cache-control": keeping });
  return request.headers["if-none-match"] === etag ? reply.code(304).send() : reply.type(mediaType).send(Buffer.from(bytes));
}
