type Taken = { readonly fileName: string; readonly mediaType: string; readonly base64: string };

/** Catches the file an action gives: `done` stays on the page, as a download does, and `response` is what the browser saves. */
export function catchFile() {
  let file: Response | undefined;
  return {
    done: (taken: Taken): undefined => {
      file = sentFile(taken);
    },
    response: () => file,
  };
}

function sentFile(taken: Taken): Response {
  const bytes = Uint8Array.from(atob(taken.base64), (sign) => sign.codePointAt(0) ?? 0);
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(taken.fileName)}`;
  return new Response(bytes, {
    headers: { "content-type": taken.mediaType, "content-disposition": disposition, "cache-control": "no-store" },
  });
}
