import type { PageArgs, PageProps } from "#platform/page.ts";
import { ActionButton, on, PageHead, RefusalBox, SignatureForm, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { beginPasskeySignIn, signInWithPasskey } from "../contract/passkeys.ts";
import { AskDevice } from "./AskDevice.tsx";

/** The device is asked by the browser: this page cannot do without its small script. */
export const handle = { device: true };

export const loader = () => ({});

export const action = async (args: PageArgs<"tenant">) => {
  let begun: { readonly challengeId: string; readonly options: Readonly<Record<string, unknown>> } | undefined;
  const state = await submitForm(
    args,
    on(beginPasskeySignIn, {
      done: (output) => {
        begun = output;
        return undefined;
      },
    }),
    on(signInWithPasskey, { done: () => `/t/${args.params.tenant}` }),
  );
  return { ...state, begun };
};

export default function PasskeySignInPage({ actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("accounts");
  const path = useTenantPath();
  const begun = actionData?.begun;
  const refusal = actionData?.refusal;
  return (
    <article className="page form-page stack">
      <PageHead title={t("passkeys.signInTitle")} lead={t("passkeys.signInLead")} />
      {refusal === undefined ? undefined : <RefusalBox refusal={refusal} texts="accounts" />}
      {begun === undefined ? (
        <ActionButton signature={beginPasskeySignIn} values={{}} main />
      ) : (
        <SignatureForm
          signature={signInWithPasskey}
          values={{ challengeId: begun.challengeId, answer: "" }}
          state={undefined}
          submit={t("passkeys.use")}
        >
          <AskDevice kind="use" options={begun.options} />
        </SignatureForm>
      )}
      <p>
        <a href={path("accounts/sign-in")}>{t("passkeys.byPhone")}</a>
      </p>
      <noscript>
        <p>{t("passkeys.needsScript")}</p>
      </noscript>
    </article>
  );
}
