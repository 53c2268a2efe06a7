import { sendFile } from "#ui-kit/index.ts";

type Taken = { readonly fileName: string; readonly mediaType: string; readonly base64: string };

/** Catches the file an action gives: `done` stays on the page, as a download does, and `response` is what the browser saves. */
export function catchFile() {
  let file: Response | undefined;
  return {
    done: (taken: Taken): undefined => {
      file = sendFile(taken, { public: false });
    },
    response: () => file,
  };
}
