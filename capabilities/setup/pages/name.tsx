import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, orRefuse, submitForm, useText } from "#ui-kit/index.ts";
import { checkName } from "../contract/check-name.ts";
import { readSetUp } from "../contract/read-set-up.ts";
import { readChosen, readKey, withChosen } from "./set-up-key.ts";
import { SetUpSteps } from "./SetUpSteps.tsx";

export const loader = async ({ request, context }: PageArgs) => {
  orRefuse(await context.call(readSetUp, { key: readKey(request) }));
  return readChosen(request);
};

export const action = async (args: PageArgs) =>
  await submitForm(
    args,
    on(checkName, {
      input: { key: readKey(args.request) },
      done: (named) => withChosen("/setup/administrator", { ...readChosen(args.request), ...named }),
    }),
  );

export default function NamePage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("setup");
  return (
    <FormPage
      title={t("name.title")}
      lead={t("name.lead")}
      help={<SetUpSteps now="name" />}
      signature={checkName}
      omit={["key"]}
      values={{ name: loaderData.name, nameEn: loaderData.nameEn, slug: loaderData.slug }}
      state={actionData}
    />
  );
}
