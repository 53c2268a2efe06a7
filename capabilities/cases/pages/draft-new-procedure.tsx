import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { draftProcedure } from "../contract/draft-procedure.ts";
import { loader as mayDraft } from "./draft-procedure.tsx";
import { useTitle } from "./version-line.tsx";

export const loader = mayDraft;

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(draftProcedure, { done: ({ id }) => `/t/${args.params.tenant}/cases/procedures/drafts/${id}` }));

/** Takes a drawn procedure that is not there yet: an office's own, whose steps are all generic. */
export default function DraftNewProcedurePage({ loaderData: list, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("cases");
  const path = useTenantPath();
  const titleOf = useTitle();
  return (
    <FormPage
      title={t("draftNew.title")}
      lead={t("draftNew.lead")}
      crumbs={[{ href: path("cases/procedures"), words: t("procedures.title") }]}
      help={<p>{t("draftNew.help")}</p>}
      signature={draftProcedure}
      state={actionData}
      omit={["key"]}
      required={["name", "title", "ruleKey"]}
      accept={{ fileId: ".bpmn" }}
      options={{ ruleKey: list.rules.map((rule) => ({ value: rule.key, label: titleOf(rule) })) }}
    />
  );
}
