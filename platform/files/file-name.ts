import { FILE_KINDS, type FileKind } from "./kinds.ts";

/** Fits a line of a list and, in UTF-8, every file system's 255 bytes. */
const LONGEST_NAME = 80;

/**
 * A name fit to be shown and given back: no folders, no control or direction signs (`gpj.exe` shown backwards), one extension that
 * is the kind's own. Never used as a path: files lie under their SHA-256.
 */
export function cleanFileName(name: string, kind: FileKind): string {
  const extension = FILE_KINDS[kind].extensions[0];
  const last = name.normalize("NFC").toWellFormed().split(/[/\\]/).at(-1) ?? "";
  const stem = last
    .replace(/\.[a-z0-9]{1,8}$/i, "")
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}<>:"|?*]/gu, "")
    .replaceAll(/\s+/g, " ")
    .replace(/^[\s.]+|[\s.]+$/g, "");
  const short = Array.from(stem).slice(0, LONGEST_NAME).join("").trim();
  return `${short === "" ? "file" : short}.${extension}`;
}
