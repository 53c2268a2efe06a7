import { redirect } from "react-router";
import type { PageArgs } from "#platform/page.ts";
import { on, submitForm } from "#ui-kit/index.ts";
import { takeRejects } from "../contract/take-rejects.ts";
import { catchFile } from "./sent-file.ts";

/** Answers with the rows that did not come in. */
export const action = async (args: PageArgs<"tenant" | "id">) => {
  const { tenant, id } = args.params;
  const { done, response } = catchFile();
  await submitForm(args, on(takeRejects, { input: { id }, done }));
  return response() ?? redirect(pageOf(tenant, id), 303);
};

export const loader = ({ params }: PageArgs<"tenant" | "id">) => redirect(pageOf(params.tenant, params.id));

/** An address may hold letters that no header does. */
function pageOf(tenant: string, id: string): string {
  return `/t/${encodeURIComponent(tenant)}/register/imports/${encodeURIComponent(id)}`;
}
