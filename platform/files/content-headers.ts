import { isImageType } from "./kinds.ts";

/** What a stored file's row says of it. */
export type ServedFile = {
  readonly sha256: string;
  readonly mediaType: string;
  readonly name: string;
  readonly bytes: number;
  readonly public: boolean;
};

/**
 * Headers under which a file may leave: its type is not guessed at, nothing in it runs, and only pictures, which we encoded
 * ourselves, are shown in the page; everything else is saved. The caller has checked who may read it.
 */
export function contentHeaders(file: ServedFile): Readonly<Record<string, string>> {
  const shown = isImageType(file.mediaType) ? "inline" : "attachment";
  return {
    "content-type": file.mediaType,
    "content-length": String(file.bytes),
    "content-disposition": `${shown}; filename="${asciiName(file.name)}"; filename*=UTF-8''${encodeName(file.name)}`,
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    // Everybody's is asked for anew each time, so that what was taken down is gone, and the tag makes the answer short; of anything else a
    // phone that several people use keeps no copy.
    "cache-control": file.public ? "private, no-cache" : "no-store",
    etag: `"${file.sha256}"`,
  };
}

/** RFC 6266 appendix D: a plain name for old readers, no quotes, escapes or percent signs in it. */
function asciiName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9._ -]/g, "_");
}

/** RFC 8187: what `encodeURIComponent` leaves but the header's grammar does not allow. */
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
