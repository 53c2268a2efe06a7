import type { PageArgs, PageProps } from "#platform/page.ts";
import { refuse } from "#platform/refusal.ts";
import { FormPage, on, orRefuse, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { draftProcedure } from "../contract/draft-procedure.ts";
import { listProcedures } from "../contract/list-procedures.ts";
import { useTitle } from "./version-line.tsx";

export const loader = async ({ context }: PageArgs<"tenant">) => {
  const list = orRefuse(await context.call(listProcedures, {}));
  if (list.may.includes("draft-procedure")) return list;
  // Nobody fills in a form that would be refused.
  const stranger = context.viewer.signedIn === undefined;
  return orRefuse<typeof list>(stranger ? refuse("sign-in", "sign-in-required") : refuse("forbidden", "not-allowed"));
};

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(draftProcedure, { done: ({ id }) => `/t/${args.params.tenant}/cases/procedures/drafts/${id}` }));

/** Takes a drawn procedure as the draft of a next version. */
export default function DraftProcedurePage({ loaderData: list, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("cases");
  const path = useTenantPath();
  const titleOf = useTitle();
  return (
    <FormPage
      title={t("draftProcedure.title")}
      lead={t("draftProcedure.lead")}
      crumbs={[{ href: path("cases/procedures"), words: t("procedures.title") }]}
      help={
        <>
          <p>{t("draftProcedure.help")}</p>
          <p>
            <a href={path("cases/procedures/new-own")}>{t("draftProcedure.orNew")}</a>
          </p>
        </>
      }
      signature={draftProcedure}
      state={actionData}
      omit={["name", "title", "titleEn", "ruleKey"]}
      required={["key"]}
      accept={{ fileId: ".bpmn" }}
      options={{ key: list.procedures.map((procedure) => ({ value: procedure.key, label: titleOf(procedure) })) }}
    />
  );
}
