import type { PageArgs, PageProps } from "#platform/page.ts";
import { ActionButton, on, PageHead, RefusalBox, SignatureForm, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { addPasskey, beginPasskey } from "../contract/passkeys.ts";
import { AskDevice } from "./AskDevice.tsx";

/** The device is asked by the browser: this page cannot do without its small script. */
export const handle = { device: true };

export const loader = () => ({});

export const action = async (args: PageArgs<"tenant">) => {
  let begun: { readonly challengeId: string; readonly options: Readonly<Record<string, unknown>> } | undefined;
  const state = await submitForm(
    args,
    on(beginPasskey, {
      done: (output) => {
        begun = output;
        return undefined;
      },
    }),
    on(addPasskey, { done: () => `/t/${args.params.tenant}/accounts/passkeys` }),
  );
  return { ...state, begun };
};

export default function AddPasskeyPage({ actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("accounts");
  const path = useTenantPath();
  const begun = actionData?.begun;
  const refusal = actionData?.refusal;
  return (
    <article className="page form-page">
      <PageHead
        title={t("passkeys.addTitle")}
        lead={t(begun === undefined ? "passkeys.lead" : "passkeys.addLead")}
        crumbs={[{ href: path("accounts/passkeys"), words: t("passkeys.title") }]}
      />
      {refusal === undefined ? undefined : <RefusalBox refusal={refusal} texts="accounts" />}
      {begun === undefined ? (
        <>
          <ActionButton signature={beginPasskey} values={{}} main />
          <noscript>
            <p>{t("passkeys.needsScript")}</p>
          </noscript>
        </>
      ) : (
        <SignatureForm
          signature={addPasskey}
          values={{ challengeId: begun.challengeId, answer: "" }}
          state={undefined}
          submit={t("passkeys.make")}
        >
          <AskDevice kind="make" options={begun.options} />
        </SignatureForm>
      )}
    </article>
  );
}
