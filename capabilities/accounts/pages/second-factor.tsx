import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, submitForm, useText } from "#ui-kit/index.ts";
import { verifyTotp } from "../contract/verify-totp.ts";

export const loader = () => ({});

export const action = async (args: PageArgs<"tenant">) =>
  await submitForm(args, on(verifyTotp, { done: () => `/t/${args.params.tenant}` }));

export default function SecondFactorPage({ actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("accounts");
  return (
    <FormPage
      title={t("second.title")}
      lead={t("second.lead")}
      signature={verifyTotp}
      state={actionData}
      autoComplete={{ code: "one-time-code" }}
    />
  );
}
