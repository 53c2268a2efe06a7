import { readPerson } from "#capabilities/register/contract/read-person.ts";
import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, orRefuse, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { giveNewPhone } from "../contract/give-new-phone.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) => {
  const id = new URL(request.url).searchParams.get("person") ?? "";
  const { person } = orRefuse(await context.call(readPerson, { id }));
  return { personId: id, name: person.name };
};

export const action = (args: PageArgs<"tenant">) => {
  const personId = new URL(args.request.url).searchParams.get("person") ?? "";
  const done = () => `/t/${args.params.tenant}/register/persons/${personId}`;
  return submitForm(args, on(giveNewPhone, { input: { personId }, done }));
};

/** A desk: whoever lost their number gets their entry back under another one. */
export default function NewPhonePage({ loaderData: { personId, name }, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("accounts");
  const path = useTenantPath();
  return (
    <FormPage
      title={t("newPhone.title", { name })}
      lead={t("newPhone.lead")}
      crumbs={[{ href: path(`register/persons/${personId}`), words: name }]}
      signature={giveNewPhone}
      omit={["personId"]}
      state={actionData}
      autoComplete={{ phone: "off" }}
    />
  );
}
