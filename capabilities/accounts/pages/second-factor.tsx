import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { verifyTotp } from "../contract/verify-totp.ts";

export const loader = () => ({});

export const action = async (args: PageArgs<"tenant">) =>
  await submitForm(args, on(verifyTotp, { done: () => `/t/${args.params.tenant}` }));

export default function SecondFactorPage({ actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("accounts");
  const path = useTenantPath();
  return (
    <FormPage
      title={t("second.title")}
      lead={t("second.lead")}
      help={
        <p>
          <a href={path("accounts/passkey-sign-in")}>{t("passkeys.orKeySecond")}</a>
        </p>
      }
      signature={verifyTotp}
      state={actionData}
      autoComplete={{ code: "one-time-code" }}
    />
  );
}
