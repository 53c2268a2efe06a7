import { redirect } from "react-router";
import type { PageArgs } from "#platform/page.ts";
import { on, submitForm } from "#ui-kit/index.ts";
import { takeExport } from "../contract/take-export.ts";

/** Answers with the file itself; what is refused meanwhile (it has run out) shows on the list. */
export const action = async (args: PageArgs<"tenant">) => {
  let file: Response | undefined;
  const done = (taken: Parameters<typeof fileOf>[0]) => {
    file = fileOf(taken);
    return undefined; // It stays on the page, as a download does.
  };
  await submitForm(args, on(takeExport, { done }));
  return file ?? redirect(`/t/${args.params.tenant}/register/exports`, 303);
};

export const loader = ({ params }: PageArgs<"tenant">) => redirect(`/t/${params.tenant}/register/exports`);

function fileOf(taken: { readonly fileName: string; readonly mediaType: string; readonly base64: string }): Response {
  const bytes = Uint8Array.from(atob(taken.base64), (sign) => sign.codePointAt(0) ?? 0);
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(taken.fileName)}`;
  return new Response(bytes, {
    headers: { "content-type": taken.mediaType, "content-disposition": disposition, "cache-control": "no-store" },
  });
}
