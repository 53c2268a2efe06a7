import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, orRefuse, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { addHousehold } from "../contract/add-household.ts";
import { readPersonForm } from "../contract/read-person-form.ts";
import { areaOptions, idOptions } from "./area-options.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(readPersonForm, {}));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(addHousehold, { done: ({ id }) => `/t/${args.params.tenant}/register/households/${id}` }));

export default function AddHouseholdPage({ loaderData: form, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("register");
  const path = useTenantPath();
  return (
    <FormPage
      title={t("actions.add-household")}
      lead={t("households.addLead")}
      crumbs={[{ href: path("register/households"), words: t("households.title") }]}
      signature={addHousehold}
      state={actionData}
      options={{ area: areaOptions(form.areas), groupId: idOptions(form.groups) }}
    />
  );
}
