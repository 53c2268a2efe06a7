import { redirect } from "react-router";
import type { PageArgs } from "#platform/page.ts";
import { on, submitForm } from "#ui-kit/index.ts";
import { takeExport } from "../contract/take-export.ts";
import { catchFile } from "./sent-file.ts";

/** Answers with the file itself; what is refused meanwhile (it has run out) shows on the list. */
export const action = async (args: PageArgs<"tenant">) => {
  const { done, response } = catchFile();
  await submitForm(args, on(takeExport, { done }));
  return response() ?? redirect(`/t/${args.params.tenant}/register/exports`, 303);
};

export const loader = ({ params }: PageArgs<"tenant">) => redirect(`/t/${params.tenant}/register/exports`);
