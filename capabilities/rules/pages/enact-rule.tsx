import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, orRefuse, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { enactRule } from "../contract/enact-rule.ts";
import { readPowerForm } from "../contract/read-power-form.ts";
import { treeOptions } from "./options.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(readPowerForm, {}));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(enactRule, { done: ({ id }) => `/t/${args.params.tenant}/rules/${id}` }));

export default function EnactRulePage({ loaderData: form, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("rules");
  const path = useTenantPath();
  return (
    <FormPage
      title={t("menu.enact")}
      lead={t("enactRule.lead")}
      crumbs={[{ href: path("rules"), words: t("list.title") }]}
      signature={enactRule}
      state={actionData}
      options={{ area: treeOptions(form.areas) }}
      review
    />
  );
}
