import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, orRefuse, readSearch, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { openItem } from "../contract/open-item.ts";
import { readOpenForm } from "../contract/read-open-form.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(readOpenForm, readSearch(request, readOpenForm)));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(openItem, { done: ({ id }) => `/t/${args.params.tenant}/disclosure/${id}` }));

/** Something happened that the catalogue wants published at once. */
export default function OpenPage({ loaderData: view, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("disclosure");
  const path = useTenantPath();
  return (
    <FormPage
      title={t("actions.open-item")}
      lead={t("open.lead")}
      crumbs={[{ href: path("disclosure/desk"), words: t("menu.desk") }]}
      signature={openItem}
      state={actionData}
      values={{ area: view.area }}
      options={{
        area: view.areas.map(({ value, name }) => ({ value, label: name })),
        entry: view.entries.map(({ value, name }) => ({ value, label: name })),
      }}
    />
  );
}
