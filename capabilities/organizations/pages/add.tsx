import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, orRefuse, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { addOrganization } from "../contract/add-organization.ts";
import { listOrganizations } from "../contract/list-organizations.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => {
  const list = orRefuse(await context.call(listOrganizations, {}));
  return { areas: list.areas, organizations: list.organizations.map(({ id, name }) => ({ value: id, label: name })) };
};

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(addOrganization, { done: ({ id }) => `/t/${args.params.tenant}/organizations/${id}` }));

export default function AddOrganizationPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("organizations");
  const path = useTenantPath();
  return (
    <FormPage
      title={t("actions.add-organization")}
      lead={t("add.lead")}
      crumbs={[{ href: path("organizations"), words: t("list.title") }]}
      signature={addOrganization}
      state={actionData}
      options={{
        area: loaderData.areas.map(({ value, name, level }) => ({ value, label: "　".repeat(Math.max(0, level)) + name })),
        parentId: loaderData.organizations,
      }}
    />
  );
}
