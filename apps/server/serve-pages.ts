import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { readDisplay } from "#apps/web/display-cookies.ts";
import { ServerPageContext } from "#apps/web/page-context.ts";
import { registerWeb } from "#apps/web/plugin.ts";
import { visitor, type Actor } from "#platform/actor.ts";
import type { Tenant } from "#platform/capability.ts";
import type { House } from "#platform/house.ts";
import type { SessionCookies } from "#platform/http/session-cookie.ts";
import type { PageContext, Viewer } from "#platform/page.ts";
import { isRefusal, refuse } from "#platform/refusal.ts";
import type { Caller, Invoker } from "#platform/registry/invoke.ts";

import { foundCaller } from "./found-caller.ts";

export type PageParts = {
  readonly house: House;
  readonly invoker: Invoker;
  readonly cookies: SessionCookies;
  readonly callerOf: (request: FastifyRequest, tenantSlug: string) => Promise<Caller | undefined>;
  /** The caller on a page outside any tenant: whoever is signed in, as the person they are somewhere. */
  readonly outside: (request: FastifyRequest) => Promise<Caller | undefined>;
  /** A tenant was made just now. */
  readonly founded: () => void;
  readonly newId: () => string;
  readonly countUnread: (caller: Caller) => Promise<number>;
  readonly takeUpload: (caller: Caller, file: File, purpose: string) => ReturnType<PageContext["upload"]>;
};

/** Serves the pages; each page's calls go the same way as the API's, as whoever is signed in. */
export async function servePages(app: FastifyInstance, parts: PageParts): Promise<void> {
  await registerWeb(app, {
    publicUrl: parts.house.publicUrl,
    makeContext: async (request, reply, nonce) => await makeContext(parts, request, reply, nonce),
  });
}

async function makeContext(parts: PageParts, request: FastifyRequest, reply: FastifyReply, nonce: string): Promise<PageContext> {
  const slug = /^\/t\/([a-z0-9-]+)(?:\/|$|\?|\.data)/.exec(request.url)?.[1];
  const caller = slug === undefined ? await parts.outside(request) : await parts.callerOf(request, slug);
  // The router takes `/T/…` and names no tenant has, too: nothing is asked there of a tenant that is none.
  const nowhere = /^\/t\//i.test(request.url) && (slug === undefined || caller === undefined);
  const call = async (name: string, input: unknown, key: string | undefined) => {
    if (nowhere) return refuse("absent", "no-such-tenant");
    const founder = slug === undefined ? foundCaller(name, input, request.ip, parts.newId) : undefined;
    const whoever = founder ?? caller ?? { actor: visitor(""), tenant: NOWHERE, address: request.ip };
    const { value, session } = await parts.invoker.invoke(name, input, key === undefined ? whoever : { ...whoever, key });
    if (founder !== undefined && !isRefusal(value)) parts.founded();
    if (session !== undefined) parts.cookies.apply(reply, session);
    return value;
  };
  return new ServerPageContext({
    call: async (signature, input, key) => (await call(signature.name, input, key)) as never,
    upload: async (file, purpose) =>
      slug === undefined || caller === undefined
        ? refuse("absent", "no-such-tenant")
        : await parts.takeUpload(caller, file, purpose),
    nonce,
    viewer: await viewerOf(parts, request, slug === undefined ? undefined : caller),
  });
}

const NOWHERE: Tenant = { id: "", slug: "", name: "", nameEn: "", rootPath: "cn" };

async function viewerOf(parts: PageParts, request: FastifyRequest, caller: Caller | undefined): Promise<Viewer> {
  const display = readDisplay(request.cookies, request.headers["accept-language"]);
  const base = { ...display, demo: parts.house.demo };
  if (caller === undefined) return base;
  const { tenant, actor } = caller;
  const named = { slug: tenant.slug, name: display.locale === "en" && tenant.nameEn !== "" ? tenant.nameEn : tenant.name };
  return actor.kind === "visitor"
    ? { ...base, tenant: named }
    : { ...base, tenant: named, signedIn: { ...signedIn(actor), unread: await parts.countUnread(caller) } };
}

function signedIn(actor: Actor) {
  return { name: actor.name ?? "", duties: [...new Set(actor.posts.flatMap((post) => post.duties))], tenants: [] };
}
