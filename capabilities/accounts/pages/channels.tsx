import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  ActionButton,
  on,
  orRefuse,
  PageHead,
  RefusalBox,
  Section,
  SignatureForm,
  submitForm,
  useTenantPath,
  useText,
} from "#ui-kit/index.ts";
import { chooseChannels, confirmEmail, NOTICE_KINDS, readChannels, removeEmail, requestEmailCode } from "../contract/channels.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(readChannels, {}));

export const action = async (args: PageArgs<"tenant">) => {
  const here = `/t/${args.params.tenant}/accounts/channels`;
  return await submitForm(
    args,
    on(chooseChannels, { done: () => here }),
    on(requestEmailCode, { done: () => here }),
    on(confirmEmail, { done: () => here }),
    on(removeEmail, { done: () => here }),
  );
};

type Props = PageProps<typeof loader, typeof action>;

/** Where notices go besides the inbox: an address of one's own, and a choice for each kind. */
export default function ChannelsPage({ loaderData: { sms, mail, language, email, pending }, actionData }: Props) {
  const t = useText("accounts");
  const path = useTenantPath();
  const refusal = actionData?.form === removeEmail.name ? actionData.refusal : undefined;
  const kinds = NOTICE_KINDS.map((value) => ({ value, label: t(`channels.kinds.${value}`) }));
  return (
    <article className="page form-page stack">
      <PageHead
        title={t("channels.title")}
        lead={t("channels.lead")}
        crumbs={[{ href: path("accounts/me"), words: t("me.title") }]}
      />
      {refusal === undefined ? undefined : <RefusalBox refusal={refusal} texts="accounts" />}
      <Section title={t("channels.email")}>
        <p>{email === null ? t("channels.noEmail") : t("channels.hasEmail", { email })}</p>
        {email === null ? undefined : <ActionButton signature={removeEmail} values={{}} />}
        {pending === null ? undefined : (
          <>
            <p>{t("channels.pending", { email: pending })}</p>
            <SignatureForm signature={confirmEmail} state={actionData} autoComplete={{ code: "one-time-code" }} />
          </>
        )}
        <SignatureForm
          signature={requestEmailCode}
          state={actionData}
          autoComplete={{ email: "email" }}
          submit={t(pending === null ? "actions.request-email-code" : "channels.again")}
        />
      </Section>
      <Section title={t("channels.choose")}>
        <SignatureForm
          signature={chooseChannels}
          state={actionData}
          values={{ sms, mail, language }}
          options={{ sms: kinds, mail: kinds }}
        />
      </Section>
    </article>
  );
}
