import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  ActionButton,
  DataTable,
  Instant,
  Notice,
  on,
  orRefuse,
  PageHead,
  Section,
  SignatureForm,
  submitForm,
  useTenantPath,
  useText,
} from "#ui-kit/index.ts";
import { beginTotp } from "../contract/begin-totp.ts";
import { joinTenant } from "../contract/join-tenant.ts";
import { readAccount } from "../contract/read-account.ts";
import { signOutEverywhere } from "../contract/sign-out-everywhere.ts";
import { signOut } from "../contract/sign-out.ts";
import { verifyTotp } from "../contract/verify-totp.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(readAccount, {}));

export const action = async (args: PageArgs<"tenant">) => {
  const base = `/t/${args.params.tenant}`;
  const here = `${base}/accounts/me`;
  let totp: { readonly secret: string; readonly uri: string } | undefined;
  const begun = (output: { readonly secret: string; readonly uri: string }) => {
    totp = output;
    return undefined; // Shown once, on this very page: the secret is never in an address.
  };
  const state = await submitForm(
    args,
    on(signOut, { done: () => base }),
    on(signOutEverywhere, { done: () => base }),
    on(joinTenant, { done: () => here }),
    on(beginTotp, { done: begun }),
    on(verifyTotp, { done: () => here }),
  );
  return { ...state, totp };
};

export default function MePage({ loaderData: me, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("accounts");
  const path = useTenantPath();
  const totp = actionData?.totp;
  return (
    <article className="page">
      <PageHead title={me.name === "" ? t("me.title") : me.name} lead={me.joined ? t("me.lead") : t("me.notJoined")} />
      {me.joined ? undefined : (
        <Section title={t("me.join")}>
          <SignatureForm
            signature={joinTenant}
            state={actionData}
            options={{ area: me.areas.map((area) => ({ value: area.value, label: "　".repeat(area.level) + area.name })) }}
          />
        </Section>
      )}
      {me.secondFactorPending ? <Notice tone="warn">{t("me.secondFactorPending")}</Notice> : undefined}
      {me.posts.length === 0 ? undefined : (
        <Section title={t("me.posts")}>
          <ul>
            {me.posts.map((post) => (
              <li key={post.organization + post.title}>
                {post.organization} · {post.title} {post.inForce ? "" : t("me.ended")}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t("me.security")}>
        <p>{t(me.totp ? "me.totpOn" : "me.totpOff")}</p>
        {me.totp && !me.secondFactorPending ? undefined : totp === undefined && !me.totp ? (
          <ActionButton signature={beginTotp} values={{}} words={t("actions.begin-totp")} />
        ) : (
          <>
            {totp === undefined ? undefined : (
              <p>
                {t("me.totpSecret")} <code className="figures">{totp.secret}</code>
              </p>
            )}
            <SignatureForm signature={verifyTotp} state={actionData} autoComplete={{ code: "one-time-code" }} />
          </>
        )}
        <p>
          {me.passkeys.length === 0 ? undefined : t("passkeys.count", { count: me.passkeys.length })}{" "}
          <a href={path("accounts/passkeys")}>{t("passkeys.manage")}</a>
        </p>
      </Section>
      <Section title={t("me.channels")}>
        <p>
          {t("me.inboxHasAll")} <a href={path("accounts/channels")}>{t("me.chooseChannels")}</a>
        </p>
      </Section>
      {me.tenants.length < 2 ? undefined : (
        <Section title={t("me.tenants")}>
          <ul>
            {me.tenants.map((tenant) => (
              <li key={tenant.slug}>
                <a href={`/t/${tenant.slug}/accounts/me`}>{tenant.name}</a>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Sessions sessions={me.sessions} />
    </article>
  );
}

type Me = PageProps<typeof loader>["loaderData"];

/** Where this account is signed in, and the way out of all of it. */
function Sessions({ sessions }: { readonly sessions: Me["sessions"] }) {
  const t = useText("accounts");
  return (
    <Section title={t("me.sessions")}>
      <DataTable
        caption={t("me.sessions")}
        rows={sessions}
        rowKey={(row) => row.createdAt + row.method}
        columns={[
          {
            key: "method",
            head: t("me.method"),
            names: true,
            render: (row) => `${t(`methods.${row.method}`)}${row.thisOne ? ` · ${t("me.thisOne")}` : ""}`,
          },
          { key: "created", head: t("me.created"), render: (row) => <Instant at={row.createdAt} /> },
          { key: "expires", head: t("me.expires"), render: (row) => <Instant at={row.expiresAt} /> },
        ]}
      />
      <div className="row">
        <ActionButton signature={signOut} values={{}} words={t("actions.sign-out")} />
        <ActionButton signature={signOutEverywhere} values={{}} words={t("actions.sign-out-everywhere")} />
      </div>
    </Section>
  );
}
