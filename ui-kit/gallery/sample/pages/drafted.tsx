import type { PageArgs, PageProps } from "../../../../platform/page.ts";
import { FormPage, on, submitForm, useText } from "../../../index.ts";
import { judgeOutcome } from "../contract/judge-outcome.ts";

export const handle = { draft: true };

export function loader() {
  return {};
}

export function action(args: PageArgs<"tenant">) {
  return submitForm(args, on(judgeOutcome, { input: { matterId: "m1" }, done: () => `/t/${args.params.tenant}/sample` }));
}

/** A form that keeps what is typed on the reader's device. */
export default function DraftedPage({ actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("sample");
  return <FormPage title={t("raise.title")} signature={judgeOutcome} omit={["matterId"]} state={actionData} draft="judge m1" />;
}
