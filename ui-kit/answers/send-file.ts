type TakenFile = { readonly fileName: string; readonly mediaType: string } & (
  | { readonly base64: string }
  | { readonly text: string }
);

/**
 * Public: everybody may read it, and the reader's own program may keep it, asking each time, since words in it may be erased at any moment.
 * Else no program keeps it. Nothing on the way keeps either.
 */
type Keeping = { readonly public: boolean };

/** A file as a download, never shown by a browser as a page. */
export function sendFile(file: TakenFile, keeping: Keeping): Response {
  const bytes =
    "text" in file ? new TextEncoder().encode(file.text) : Uint8Array.from(atob(file.base64), (sign) => sign.codePointAt(0) ?? 0);
  return new Response(bytes, {
    headers: {
      "content-type": file.mediaType,
      "content-disposition": `attachment; ${nameOf(file.fileName)}`,
      "cache-control": keeping.public ? "private, no-cache" : "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

/** RFC 6266: plain where every sign may stand between quotes, as UTF-8 otherwise. */
function nameOf(fileName: string): string {
  return /^[A-Za-z0-9._-]+$/.test(fileName)
    ? `filename="${fileName}"`
    : `filename*=UTF-8''${encodeURIComponent(fileName).replaceAll("'", "%27")}`;
}
