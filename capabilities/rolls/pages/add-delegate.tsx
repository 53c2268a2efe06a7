import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { addDelegate } from "../contract/add-delegate.ts";

/** Who is entered, from the address: the page of a person leads here. */
function personOf(request: Request): string {
  return new URL(request.url).searchParams.get("person") ?? "";
}

export const loader = ({ request }: PageArgs<"tenant">) => ({ personId: personOf(request) });

export const action = (args: PageArgs<"tenant">) =>
  submitForm(
    args,
    on(addDelegate, { input: { personId: personOf(args.request) }, done: () => `/t/${args.params.tenant}/rolls/delegates` }),
  );

export default function AddDelegatePage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("rolls");
  const path = useTenantPath();
  return (
    <FormPage
      title={t("actions.add-delegate")}
      lead={t("delegates.addLead")}
      crumbs={[{ href: path(`register/persons/${loaderData.personId}`), words: t("delegates.person") }]}
      signature={addDelegate}
      state={actionData}
      omit={["personId"]}
    />
  );
}
