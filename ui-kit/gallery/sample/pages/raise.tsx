import type { PageArgs, PageProps } from "../../../../platform/page.ts";
import { FormPage, on, submitForm, useTenantPath, useText } from "../../../index.ts";
import { raiseMatter } from "../contract/raise-matter.ts";

const VILLAGES = [
  { value: "018f0000-0000-7000-8000-000000000001", label: "和平村" },
  { value: "018f0000-0000-7000-8000-000000000002", label: "青山村" },
];

export function loader() {
  return { villages: VILLAGES };
}

export function action(args: PageArgs<"tenant">) {
  return submitForm(args, on(raiseMatter, { done: ({ id }) => `/t/${args.params.tenant}/sample/${id}` }));
}

export default function RaisePage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("sample");
  const path = useTenantPath();
  return (
    <FormPage
      title={t("raise.title")}
      lead={t("raise.lead")}
      crumbs={[{ href: path("sample"), words: t("list.title") }]}
      help={<p>{t("raise.help")}</p>}
      signature={raiseMatter}
      state={actionData}
      options={{ villageId: loaderData.villages }}
      review
    />
  );
}
