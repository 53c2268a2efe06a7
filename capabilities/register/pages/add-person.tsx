import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, orRefuse, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { addPerson } from "../contract/add-person.ts";
import { readPersonForm } from "../contract/read-person-form.ts";
import { areaOptions } from "./area-options.ts";

/** The household a person is entered into, from the address: `?household=`. */
function householdOf(request: Request): { readonly householdId?: string } {
  const id = new URL(request.url).searchParams.get("household");
  return id === null ? {} : { householdId: id };
}

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(readPersonForm, householdOf(request)));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(
    args,
    on(addPerson, { input: householdOf(args.request), done: ({ id }) => `/t/${args.params.tenant}/register/persons/${id}` }),
  );

export default function AddPersonPage({ loaderData: form, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("register");
  const path = useTenantPath();
  const inHousehold = form.household !== null;
  return (
    <FormPage
      title={t("actions.add-person")}
      lead={form.household === null ? t("add.lead") : t("add.leadHousehold", { number: form.household.number })}
      crumbs={[{ href: path("register"), words: t("persons.title") }]}
      signature={addPerson}
      state={actionData}
      omit={inHousehold ? ["householdId", "area"] : ["householdId", "relation"]}
      values={{ standing: "registered", address: form.household?.address }}
      options={{ area: areaOptions(form.areas) }}
    />
  );
}
