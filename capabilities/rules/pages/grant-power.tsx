import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, orRefuse, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { grantPower } from "../contract/grant-power.ts";
import { readPowerForm } from "../contract/read-power-form.ts";
import { treeOptions } from "./options.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(readPowerForm, {}));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(grantPower, { done: () => `/t/${args.params.tenant}/rules/powers` }));

export default function GrantPowerPage({ loaderData: form, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("rules");
  const path = useTenantPath();
  return (
    <FormPage
      title={t("menu.grant")}
      lead={t("grantPower.lead")}
      crumbs={[{ href: path("rules/powers"), words: t("powers.title") }]}
      signature={grantPower}
      state={actionData}
      options={{
        organizationId: form.organizations.map(({ value, name }) => ({ value, label: name })),
        matter: treeOptions(form.matters),
        area: treeOptions(form.areas),
      }}
    />
  );
}
