type PublicFile = { readonly fileName: string; readonly mediaType: string; readonly base64: string };

/** A file everybody may read, as a download that may be kept for a minute. */
export function fileResponse({ fileName, mediaType, base64 }: PublicFile): Response {
  return new Response(
    Uint8Array.from(atob(base64), (sign) => sign.codePointAt(0) ?? 0),
    {
      headers: {
        "content-type": mediaType,
        "content-disposition": `attachment; filename="${fileName}"`,
        "cache-control": "public, max-age=60",
      },
    },
  );
}
