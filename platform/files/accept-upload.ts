import { open, rm } from "node:fs/promises";
import type { Readable } from "node:stream";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import type { Scanner } from "./clamd.ts";
import { cleanFileName } from "./file-name.ts";
import type { Inspector } from "./inspector.ts";
import { FILE_KINDS, type FileKind, HEAD_BYTES, isImageKind, kindOf } from "./kinds.ts";
import type { FileStore } from "./store.ts";

/** What an upload is for decides what it may be. */
export type UploadRules = { readonly kinds: readonly FileKind[]; readonly mostBytes: number };

const MEGABYTE = 1024 * 1024;
const PICTURES = ["jpeg", "png", "webp"] as const;

/** A phone's photo has 3–12 MB; a scanned paper or a plan up to 20; a register of 200,000 rows about 20; a drawn procedure 0.3. */
export const UPLOAD_PURPOSES = {
  picture: { kinds: PICTURES, mostBytes: 20 * MEGABYTE },
  document: { kinds: [...PICTURES, "pdf", "docx", "xlsx", "csv", "text"], mostBytes: 30 * MEGABYTE },
  table: { kinds: ["csv", "xlsx"], mostBytes: 30 * MEGABYTE },
  procedure: { kinds: ["bpmn"], mostBytes: MEGABYTE },
} as const satisfies Readonly<Record<string, UploadRules>>;

/** What the sender says of the file. `declaredType` is the browser's media type: it can only speak against a file. */
export type DeclaredFile = { readonly name: string; readonly declaredType: string; readonly purpose: string };

export type AcceptedFile = {
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
  /** Fit to be shown and given back. */
  readonly name: string;
  /** Pixels, of pictures. */
  readonly width?: number;
  readonly height?: number;
  /** A WebP of at most 400 × 400, of pictures. */
  readonly thumbnailSha256?: string;
  readonly thumbnailBytes?: number;
};

export type UploadDoor = {
  readonly store: FileStore;
  readonly inspector: Inspector;
  /** Set where a scanner is set up; then nothing passes that it has not seen. */
  readonly scanner?: Scanner;
  readonly purposes?: Readonly<Record<string, UploadRules>>;
};

const ACTIVE_TYPE = /html|svg|xml$|javascript|ecmascript|x-msdownload|x-sh\b/i;
/** What browsers call a drawn procedure, where XML is what a purpose takes. */
const XML_TYPE = /^(?:text|application)\/(?:bpmn\+)?xml$/i;
const LONGEST_NAME = 1_000;

/**
 * Takes one upload: to disk under the limit, judged by its bytes, pictures encoded anew, kept under its SHA-256. On a refusal nothing
 * is left behind. The row that names the file is the caller's.
 */
export async function acceptUpload(door: UploadDoor, stream: Readable, declared: DeclaredFile): Promise<AcceptedFile | Refusal> {
  const purposes: Readonly<Record<string, UploadRules>> = door.purposes ?? UPLOAD_PURPOSES;
  const rules = Object.hasOwn(purposes, declared.purpose) ? purposes[declared.purpose] : undefined;
  if (rules === undefined) return abandon(stream, refuse("invalid", "file-purpose"));
  if (declared.name.length > LONGEST_NAME)
    return abandon(stream, refuse("invalid", "file-name", { facts: { most: LONGEST_NAME } }));
  const plainXml = rules.kinds.includes("bpmn") && XML_TYPE.test(declared.declaredType);
  if (ACTIVE_TYPE.test(declared.declaredType) && !declared.declaredType.startsWith("application/vnd.") && !plainXml) {
    return abandon(stream, refuse("invalid", "file-active"));
  }
  const drafts = { path: door.store.draftPath(), imagePath: door.store.draftPath(), thumbnailPath: door.store.draftPath() };
  try {
    const head = await receive(stream, drafts.path, rules.mostBytes);
    if (isRefusal(head)) return head;
    const kind = kindOf(head, declared.name);
    if (typeof kind !== "string") return kind;
    if (!rules.kinds.includes(kind))
      return refuse("invalid", "file-kind", { facts: { extension: FILE_KINDS[kind].extensions[0] } });
    const scanned = (await door.scanner?.(drafts.path)) ?? "clean";
    if (scanned === "infected") return refuse("invalid", "file-infected");
    if (scanned === "unavailable") return refuse("unavailable", "scanner-unavailable");
    const inspected = await door.inspector.inspect({ ...drafts, kind });
    if (isRefusal(inspected)) return inspected;
    const about = { mediaType: FILE_KINDS[kind].mediaType, name: cleanFileName(declared.name, kind), ...inspected };
    if (!isImageKind(kind)) return { ...(await door.store.keep(drafts.path)), ...about };
    const thumbnail = await door.store.keep(drafts.thumbnailPath);
    const image = await door.store.keep(drafts.imagePath);
    return { ...image, ...about, thumbnailSha256: thumbnail.sha256, thumbnailBytes: thumbnail.bytes };
  } finally {
    for (const path of Object.values(drafts)) await rm(path, { force: true });
  }
}

function abandon(stream: Readable, refusal: Refusal): Refusal {
  stream.resume();
  return refusal;
}

/** Writes the stream to a private draft, at most so many bytes; gives its first bytes. */
async function receive(stream: Readable, path: string, mostBytes: number): Promise<Buffer | Refusal> {
  const file = await open(path, "wx", 0o600);
  try {
    let bytes = 0;
    let head = Buffer.alloc(0);
    for await (const piece of stream) {
      const received = piece as Buffer;
      bytes += received.length;
      if (bytes > mostBytes) return refuse("too-large", "file-size", { facts: { mostMegabytes: mostBytes / MEGABYTE } });
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, received.subarray(0, HEAD_BYTES - head.length)]);
      await file.writeFile(received);
    }
    return bytes === 0 ? refuse("invalid", "file-empty") : head;
  } finally {
    await file.close();
  }
}
