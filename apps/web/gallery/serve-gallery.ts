import cookie from "@fastify/cookie";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import type { PageContext, Viewer } from "../../../platform/page.ts";
import { isRefusal, refuse, type Refusal } from "../../../platform/refusal.ts";
import { readDisplay } from "../display-cookies.ts";
import { ServerPageContext } from "../page-context.ts";
import { registerWeb } from "../plugin.ts";

/** What the gallery's pages asked for, in order, for tests to look at. */
export type Asked = { readonly name: string; readonly input: unknown; readonly key: string | undefined };

export type Gallery = { readonly app: FastifyInstance; readonly asked: Asked[]; readonly bugs: unknown[] };

export type GalleryOptions = {
  readonly buildDirectory: string;
  readonly answer?: (name: string, input: unknown) => unknown;
  readonly signedIn?: Viewer["signedIn"];
};

const NEW_ID = "018f0000-0000-7000-8000-00000000abcd";

/** A server with the real plugin and an invented kernel behind it. Tests only: it keeps nothing and checks no rights. */
export async function serveGallery(options: GalleryOptions): Promise<Gallery> {
  const app = fastify({ logger: false });
  const asked: Asked[] = [];
  const bugs: unknown[] = [];
  await app.register(cookie);
  await registerWeb(app, {
    buildDirectory: options.buildDirectory,
    makeContext: async (request, _reply, nonce) => {
      const context = new ServerPageContext({ nonce, viewer: viewerOf(request, options), ...kernel(options, asked) });
      return Object.defineProperty(context, "report", { get: () => (error: unknown) => bugs.push(error), set: () => {} });
    },
  });
  return { app, asked, bugs };
}

function viewerOf(request: FastifyRequest, { signedIn }: GalleryOptions): Viewer {
  const slug = /^\/t\/([^/?]+)/.exec(request.url)?.[1];
  return {
    ...readDisplay(request.cookies, request.headers["accept-language"]),
    demo: true,
    ...(slug === undefined ? {} : { tenant: { slug, name: "和平镇人民政府" } }),
    ...(signedIn === undefined ? {} : { signedIn }),
  };
}

function kernel({ answer = () => ({ id: NEW_ID }) }: GalleryOptions, asked: Asked[]): Pick<PageContext, "call" | "upload"> {
  return {
    async call(signature, input, key) {
      asked.push({ name: signature.name, input, key });
      return answer(signature.name, input) as never;
    },
    async upload(file, purpose): Promise<{ readonly fileId: string } | Refusal> {
      asked.push({ name: "upload", input: { name: file.name, size: file.size, purpose }, key: undefined });
      const refusal = file.size > 1_000_000 ? refuse("too-large", "too-large") : undefined;
      return isRefusal(refusal) ? refusal : { fileId: NEW_ID };
    },
  };
}
