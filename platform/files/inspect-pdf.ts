import { readFile } from "node:fs/promises";
import { inflateSync } from "node:zlib";
import { type Refusal, refuse } from "../refusal.ts";

/** All object streams of one file, unpacked: a paper of thousands of pages needs a few megabytes. */
const MOST_UNPACKED_BYTES = 32 * 1024 * 1024;
const MOST_OBJECT_STREAMS = 20_000;
/** The dictionary before a stream is looked for this far back. */
const LONGEST_DICTIONARY = 8 * 1024;

/**
 * Names that make a PDF do something (ISO 32000-2 §12.6, §12.7, §13): JavaScript in whatever wrapping needs one of them, and so do
 * programs started, forms sent, files inside files, players. Links to web addresses (`/URI`) and jumps (`/GoTo`) stay allowed.
 */
const ACTIVE =
  /\/(JavaScript|Launch|EmbeddedFiles?|FileAttachment|Rendition|RichMedia\w*|XFA|SubmitForm|ImportData|GoToE|Movie|Sound|Collection|NoOp3D|GoTo3DView)(?![A-Za-z0-9_])/;

/** Zip readers look for their directory (APPNOTE 4.3.16) in the last 64 kB. */
const ZIP_END = "PK\u0005\u0006";
const ZIP_END_REACH = 65_557;

/**
 * Judges a PDF without rendering it: names are read wherever they stand, `#xx` escapes undone, object streams unpacked; what cannot be
 * looked into (encrypted, an unknown packing) is refused. This reads too much rather than too little: bytes are not parsed into
 * objects, so that no two readings of a crooked file can differ.
 */
export async function inspectPdf(path: string): Promise<Refusal | undefined> {
  const text = (await readFile(path)).toString("latin1");
  if (!/^%PDF-[12]\.\d/.test(text)) return refuse("invalid", "pdf-damaged");
  const end = text.lastIndexOf("%%EOF");
  if (end < 0 || /[^\s\0]/.test(text.slice(end + 5))) return refuse("invalid", end < 0 ? "pdf-damaged" : "file-mixed");
  if (text.includes(ZIP_END, text.length - ZIP_END_REACH)) return refuse("invalid", "file-mixed");
  const plain = undoNameEscapes(text);
  if (/\/Encrypt(?![A-Za-z0-9_])/.test(plain)) return refuse("invalid", "pdf-encrypted");
  const unpacked = unpackObjectStreams(text);
  if (typeof unpacked !== "string") return unpacked;
  const all = `${plain}\n${undoNameEscapes(unpacked)}`;
  const active = ACTIVE.exec(all)?.[1];
  if (active !== undefined) return refuse("invalid", "pdf-active", { facts: { name: active } });
  return opensByAction(all) ? refuse("invalid", "pdf-active", { facts: { name: "OpenAction" } }) : undefined;
}

function undoNameEscapes(text: string): string {
  return text.includes("#")
    ? text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}

/**
 * The texts of all object streams (ISO 32000-2 §7.5.7). Every `stream` in the file is looked at on its own, wherever it stands, so that
 * none can be hidden inside what looks like another.
 */
function unpackObjectStreams(text: string): string | Refusal {
  const texts: string[] = [];
  let unpackedBytes = 0;
  for (const found of text.matchAll(/(?<!end)stream(?:\r\n|\n|\r)/g)) {
    const dictionary = dictionaryBefore(text, found.index);
    if (dictionary === undefined) continue;
    if (texts.length === MOST_OBJECT_STREAMS) return refuse("too-large", "file-costly");
    const start = found.index + found[0].length;
    const end = text.indexOf("endstream", start);
    if (end < 0) return refuse("invalid", "pdf-damaged");
    const content = unpack(dictionary, text.slice(start, end), MOST_UNPACKED_BYTES - unpackedBytes);
    if (typeof content !== "string") return content;
    unpackedBytes += content.length;
    texts.push(asObjects(dictionary, content));
  }
  return texts.join("\n");
}

/** The stream's text with its objects written out as `9 0 obj …`, so that a reference finds them; as it is if its head is crooked. */
function asObjects(dictionary: string, content: string): string {
  const first = Number(/\/First\s+(\d+)/.exec(dictionary)?.[1] ?? 0);
  const head = content.slice(0, first).trim().split(/\s+/).map(Number);
  if (first === 0 || head.length % 2 !== 0 || !head.every(Number.isSafeInteger)) return content;
  const objects: string[] = [];
  for (let at = 0; at < head.length; at += 2) {
    const from = first + (head[at + 1] ?? 0);
    objects.push(`${head[at]} 0 obj ${content.slice(from, first + (head[at + 3] ?? content.length))}`);
  }
  return `${content}\n${objects.join("\n")}`;
}

/** The dictionary before a `stream`, if it is one of an object stream: those cannot be read without `/N` and `/First`. */
function dictionaryBefore(text: string, at: number): string | undefined {
  const before = text.slice(Math.max(0, at - LONGEST_DICTIONARY), at);
  // From the last object's head on; without one, all of it.
  const heads = [...before.matchAll(/\bobj\b/g)];
  const dictionary = undoNameEscapes(before.slice(heads.at(-1)?.index ?? 0));
  const isObjectStream =
    /\/ObjStm(?![A-Za-z0-9_])/.test(dictionary) || (/\/N(?![A-Za-z])/.test(dictionary) && /\/First(?![A-Za-z])/.test(dictionary));
  return isObjectStream ? dictionary : undefined;
}

function unpack(dictionary: string, content: string, mostBytes: number): string | Refusal {
  const filter = /\/(?:Filter|F)\s*(\[[^\]]*\]|\/[A-Za-z0-9]+|\d+\s+\d+\s+R)/.exec(dictionary)?.[1]?.replaceAll(/[[\]\s]/g, "");
  if (filter === undefined) return content;
  const isPlainFlate = filter === "/FlateDecode" || filter === "/Fl";
  if (!isPlainFlate || /\/Predictor\s*(?!1\b)/.test(dictionary)) return refuse("invalid", "pdf-packing");
  if (mostBytes <= 0) return refuse("too-large", "archive-bomb");
  try {
    return inflateSync(Buffer.from(content, "latin1"), { maxOutputLength: mostBytes }).toString("latin1");
  } catch (fault) {
    const tooLong = fault instanceof Error && "code" in fault && fault.code === "ERR_BUFFER_TOO_LARGE";
    return tooLong ? refuse("too-large", "archive-bomb") : refuse("invalid", "pdf-packing");
  }
}

/**
 * Whether opening the file does more than show a page. Office programs write a destination (`[3 0 R /Fit]`) or a jump to one; anything
 * else, or a reference we cannot follow, counts as an action.
 */
function opensByAction(all: string): boolean {
  for (const found of all.matchAll(/\/OpenAction(?![A-Za-z0-9_])\s*/g)) {
    const value = all.slice(found.index + found[0].length, found.index + found[0].length + 400);
    const object = /^(\d+)\s+(\d+)\s+R\b/.exec(value);
    if (!(object === null ? isJump(value) : isReferencedJump(all, object[1] ?? "", object[2] ?? ""))) return true;
  }
  return false;
}

function isReferencedJump(all: string, number: string, generation: string): boolean {
  const bodies = [...all.matchAll(new RegExp(`(?<![0-9])${number}\\s+${generation}\\s+obj\\b\\s*`, "g"))];
  return (
    bodies.length > 0 && bodies.every((body) => isJump(all.slice(body.index + body[0].length, body.index + body[0].length + 400)))
  );
}

function isJump(value: string): boolean {
  if (value.startsWith("[")) return true;
  if (!value.startsWith("<<")) return false;
  const dictionary = value.slice(0, value.indexOf(">>") + 2);
  return /\/S\s*\/GoTo(?![A-Za-z0-9])/.test(dictionary) && !/\/Next(?![A-Za-z])/.test(dictionary);
}
