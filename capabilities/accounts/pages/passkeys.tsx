import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  ActionButton,
  Confirm,
  DataTable,
  EmptyState,
  Instant,
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
import { removePasskey, renamePasskey } from "../contract/passkeys.ts";
import { readAccount } from "../contract/read-account.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => {
  const { passkeys } = orRefuse(await context.call(readAccount, {}));
  return { passkeys };
};

export const action = async (args: PageArgs<"tenant">) => {
  const here = `/t/${args.params.tenant}/accounts/passkeys`;
  return await submitForm(args, on(renamePasskey, { done: () => here }), on(removePasskey, { done: () => here }));
};

export default function PasskeysPage({ loaderData: { passkeys }, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("accounts");
  const path = useTenantPath();
  const refusal = actionData?.form === removePasskey.name ? actionData.refusal : undefined;
  return (
    <article className="page">
      <PageHead
        title={t("passkeys.title")}
        lead={t("passkeys.lead")}
        crumbs={[{ href: path("accounts/me"), words: t("me.title") }]}
        acts={
          <a className="button main" href={path("accounts/passkeys/add")}>
            {t("passkeys.add")}
          </a>
        }
      />
      {refusal === undefined ? undefined : <RefusalBox refusal={refusal} texts="accounts" />}
      {passkeys.length === 0 ? (
        <EmptyState says={t("passkeys.none")} />
      ) : (
        <DataTable
          caption={t("passkeys.title")}
          rows={passkeys}
          rowKey={(key) => key.id}
          columns={[
            { key: "label", head: t("passkeys.name"), names: true, render: (key) => key.label },
            { key: "made", head: t("passkeys.made"), render: (key) => <Instant at={key.createdAt} /> },
            {
              key: "used",
              head: t("passkeys.used"),
              render: (key) => (key.lastUsedAt === null ? t("passkeys.never") : <Instant at={key.lastUsedAt} />),
            },
          ]}
        />
      )}
      {passkeys.map((key, place) => (
        <Section key={key.id} title={key.label}>
          <Confirm act={t("passkeys.rename")}>
            <SignatureForm
              signature={renamePasskey}
              id={String(place)}
              values={{ passkey: key.id, label: key.label }}
              state={actionData}
            />
          </Confirm>
          <Confirm act={t("passkeys.remove")}>
            <p>{t("passkeys.removeSays")}</p>
            <ActionButton signature={removePasskey} values={{ passkey: key.id }} />
          </Confirm>
        </Section>
      ))}
    </article>
  );
}
