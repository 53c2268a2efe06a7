import { redirect } from "react-router";
import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, orRefuse, submitForm, useText } from "#ui-kit/index.ts";
import { foundTenant } from "../contract/found-tenant.ts";
import { readSetUp } from "../contract/read-set-up.ts";
import { endOfKeyCookie, readChosen, readKey } from "./set-up-key.ts";
import { SetUpSteps } from "./SetUpSteps.tsx";

const FROM_EARLIER = ["key", "code", "province", "city", "county", "township", "name", "nameEn", "slug"];

export const loader = async ({ request, context }: PageArgs) => {
  orRefuse(await context.call(readSetUp, { key: readKey(request) }));
  return readChosen(request);
};

export const action = async (args: PageArgs) => {
  const { organization: _, ...earlier } = readChosen(args.request);
  return await submitForm(
    args,
    on(foundTenant, {
      input: { key: readKey(args.request), ...earlier },
      done: ({ slug }) => redirect(`/t/${slug}/setup/welcome`, { headers: { "set-cookie": endOfKeyCookie() } }),
    }),
  );
};

export default function AdministratorPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("setup");
  return (
    <FormPage
      title={t("administrator.title")}
      lead={t("administrator.lead", { name: loaderData.name ?? "" })}
      help={<SetUpSteps now="administrator" />}
      signature={foundTenant}
      omit={FROM_EARLIER}
      values={{ organization: loaderData.organization }}
      state={actionData}
      autoComplete={{ adminName: "name", phone: "tel" }}
    />
  );
}
