import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import multipart from "@fastify/multipart";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ActionContext, Limit } from "../capability.ts";
import { acceptUpload, type DeclaredFile, type UploadDoor } from "../files/accept-upload.ts";
import { findFile, recordFile, type FileRow } from "../files/attach.ts";
import { contentHeaders } from "../files/content-headers.ts";
import { isRefusal, refuse, type Refusal } from "../refusal.ts";
import type { Caller, Invoker } from "../registry/invoke.ts";
import { sendRefusal, type SayRefusal } from "./problem.ts";
import type { SessionCookies } from "./session-cookie.ts";

/** A desk that scans all day sends fewer; 500 residents behind one address may each send the nine photos of an appeal, and a few more. */
const ACCOUNT_HOUR: Limit = { by: "account", points: 300, seconds: 3_600 };
const VISITORS_HOUR: Limit = { by: "address", points: 6_000, seconds: 3_600 };

export type FilesOptions = {
  readonly invoker: Invoker;
  readonly door: Omit<UploadDoor, "purposes">;
  readonly say: SayRefusal;
  readonly cookies: SessionCookies;
  readonly callerOf: (request: FastifyRequest, tenantSlug: string) => Promise<Caller | undefined>;
  readonly newId: () => string;
  readonly withinLimit: (limit: Limit, key: string) => boolean;
  /** Runs as the caller, in a transaction of its own. */
  readonly transact: <T>(caller: Caller, purpose: string, work: (context: ActionContext) => Promise<T>) => Promise<T>;
};

export type TakeUpload = (
  caller: Caller,
  stream: Readable,
  declared: DeclaredFile,
) => Promise<{ readonly fileId: string } | Refusal>;

/** Takes one upload for a purpose a capability declared; the id may then be given to an action. */
export function makeTakeUpload(
  options: Pick<FilesOptions, "invoker" | "door" | "newId" | "transact" | "withinLimit">,
): TakeUpload {
  const { files } = options.invoker.registry;
  const purposes = Object.fromEntries([...files].map(([name, purpose]) => [name, purpose.rules]));
  return async (caller, stream, declared) => {
    const { accountId } = caller.actor;
    const limit = accountId === undefined ? VISITORS_HOUR : ACCOUNT_HOUR;
    if (!options.withinLimit(limit, `platform/upload:${limit.by}:${accountId ?? caller.address}`)) {
      stream.resume(); // Read to its end, or the answer is never asked for.
      return refuse("too-many", "too-many-requests", { facts: { seconds: 60 } });
    }
    const file = await acceptUpload({ ...options.door, purposes }, stream, declared);
    if (isRefusal(file)) return file;
    const id = options.newId();
    const uploader = caller.actor.accountId ?? "visitor";
    await options.transact(
      caller,
      "platform/upload",
      async ({ tx }) => await recordFile(tx, { id, purpose: declared.purpose, uploader, file }),
    );
    return { fileId: id };
  };
}

/** A browser's `File` of a form, as an upload. */
export async function takeFormFile(take: TakeUpload, caller: Caller, file: File, purpose: string) {
  return await take(caller, Readable.fromWeb(file.stream() as ReadableStream), {
    name: file.name,
    declaredType: file.type,
    purpose,
  });
}

/** `POST /api/v1/t/<tenant>/files?purpose=…` (multipart, one file) and `GET /t/<tenant>/files/<id>[?thumbnail=1]`. */
export async function registerFiles(app: FastifyInstance, options: FilesOptions, take: TakeUpload): Promise<void> {
  await app.register(multipart, { limits: { files: 1, fields: 0, fileSize: 40 * 1024 * 1024 } });
  app.post<{ Params: { tenant: string }; Querystring: { purpose?: string } }>(
    "/api/v1/t/:tenant/files",
    {
      schema: {
        summary: "Uploads one file for a purpose; its id may then be given to an action.",
        tags: ["files"],
        consumes: ["multipart/form-data"],
      },
    },
    async (request, reply) => {
      const problem = { capability: "platform", acceptLanguage: request.headers["accept-language"], say: options.say };
      const caller = await options.callerOf(request, request.params.tenant);
      if (caller === undefined) return sendRefusal(reply, refuse("absent", "no-such-tenant"), problem);
      if (!options.cookies.sameOrigin(request)) return sendRefusal(reply, refuse("forbidden", "cross-origin"), problem);
      const part = request.isMultipart() ? await request.file() : undefined;
      if (part === undefined) return sendRefusal(reply, refuse("invalid", "malformed-request"), problem);
      const taken = await take(caller, part.file, {
        name: part.filename,
        declaredType: part.mimetype,
        purpose: request.query.purpose ?? "",
      });
      return isRefusal(taken) ? sendRefusal(reply, taken, problem) : reply.send(taken);
    },
  );
  app.get<{ Params: { tenant: string; id: string }; Querystring: { thumbnail?: string } }>(
    "/t/:tenant/files/:id",
    { schema: { hide: true } },
    async (request, reply) => {
      const caller = await options.callerOf(request, request.params.tenant);
      const row = caller === undefined ? undefined : await findReadable(options, caller, request.params.id);
      if (row === undefined)
        return reply.code(404).header("cache-control", "no-store").type("text/plain; charset=utf-8").send("404");
      return await sendFile(request, reply, options, row, request.query.thumbnail === "1");
    },
  );
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The file, if this caller may read what it hangs on; before it hangs on something, if this caller uploaded it. */
async function findReadable(options: FilesOptions, caller: Caller, id: string): Promise<FileRow | undefined> {
  if (!UUID.test(id)) return undefined;
  return await options.transact(caller, "platform/read-file", async (context) => {
    const row = (await findFile(context.tx, id)) ?? (await findHeld(options, context, id));
    if (row === undefined) return undefined;
    if (row.attached_to === null)
      return caller.actor.accountId !== undefined && row.uploader === caller.actor.accountId ? row : undefined;
    // Published with what it hangs on, it is everybody's.
    if (row.public) return row;
    const subject = row.attached_to.slice(row.attached_to.indexOf("/") + 1);
    const purpose = options.invoker.registry.files.get(row.purpose);
    return purpose !== undefined && (await purpose.mayRead(context, subject)) ? row : undefined;
  });
}

/** Of a person alone: what hangs on a receipt is shown to whoever carries it without this. */
async function findHeld(options: FilesOptions, context: ActionContext, id: string): Promise<FileRow | undefined> {
  if (context.actor.personId === undefined) return undefined;
  for (const { hold } of options.invoker.registry.files.values())
    if ((await hold?.(context, id)) === true) return await findFile(context.tx, id);
  return undefined;
}

async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  options: FilesOptions,
  row: FileRow,
  thumbnail: boolean,
): Promise<FastifyReply> {
  const small = thumbnail && row.thumbnail_sha256 !== null;
  const sha256 = small ? (row.thumbnail_sha256 ?? row.sha256) : row.sha256;
  const { "content-length": length, ...headers } = contentHeaders({
    sha256,
    name: row.name,
    bytes: row.bytes,
    public: row.public,
    mediaType: small ? "image/webp" : row.media_type,
  });
  if (request.headers["if-none-match"] === headers["etag"])
    return reply
      .code(304)
      .headers({ etag: headers["etag"] ?? "" })
      .send();
  // A thumbnail's own length is not in the row: it goes out in chunks.
  return reply
    .headers(small || length === undefined ? headers : { ...headers, "content-length": length })
    .send(await options.door.store.read(sha256));
}
