import type { Signature } from "#platform/contract.ts";
import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  ActionButton,
  Confirm,
  DataTable,
  Instant,
  ListPage,
  on,
  orRefuse,
  RefusalBox,
  Section,
  SignatureForm,
  StatusTag,
  submitForm,
  useText,
  type Column,
  type FormState,
  type Tone,
} from "#ui-kit/index.ts";
import { giveNewPhone } from "../contract/give-new-phone.ts";
import { decideIntervention, disableAccount, enableAccount, listAccounts, resetSecondFactor } from "../contract/interventions.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) => {
  const q = new URL(request.url).searchParams.get("q")?.trim() ?? "";
  return orRefuse(await context.call(listAccounts, q === "" ? {} : { q }));
};

export const action = (args: PageArgs<"tenant">) => {
  const done = () => `/t/${args.params.tenant}/accounts/security`;
  return submitForm(
    args,
    on(resetSecondFactor, { done }),
    on(giveNewPhone, { done }),
    on(disableAccount, { done }),
    on(enableAccount, { done }),
    on(decideIntervention, { done }),
  );
};

type View = PageProps<typeof loader>["loaderData"];
type Account = View["accounts"][number];
type Intervention = View["interventions"][number];

/** Who signs in here and how; what the security administrator does about it, and what a second person agrees to. */
export default function SecurityPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("accounts");
  const columns: readonly Column<Account>[] = [
    { key: "name", head: t("security.name"), names: true, render: (row) => row.name },
    { key: "posts", head: t("me.posts"), render: (row) => row.posts.join(t("security.comma")) || "—" },
    { key: "factors", head: t("me.security"), render: (row) => <Factors row={row} /> },
    { key: "sessions", head: t("security.sessions"), numeric: true, render: (row) => row.sessions },
    { key: "acts", head: t("security.acts"), render: (row) => <Acts row={row} state={actionData} /> },
  ];
  const lost = actionData?.form.startsWith(decideIntervention.name) === true ? actionData.refusal : undefined;
  return (
    <>
      {lost === undefined ? undefined : (
        <div className="page">
          <RefusalBox refusal={lost} texts="accounts" />
        </div>
      )}
      <ListPage
        title={t("security.title")}
        lead={t("security.lead")}
        signature={listAccounts}
        columns={columns}
        rows={loaderData.accounts}
        rowKey={(row) => row.personId}
        empty={{ says: t("security.empty") }}
      />
      <article className="page">
        <Interventions rows={loaderData.interventions} />
      </article>
    </>
  );
}

function Factors({ row }: { readonly row: Account }) {
  const t = useText("accounts");
  const kinds = [
    ...(row.totp ? [t("security.totp")] : []),
    ...(row.passkeys > 0 ? [t("passkeys.count", { count: row.passkeys })] : []),
  ];
  return (
    <>
      {row.disabledAt === null ? undefined : (
        <>
          <StatusTag tone="bad">{t("security.disabled")}</StatusTag> <Instant at={row.disabledAt} />{" "}
        </>
      )}
      {kinds.length > 0 ? kinds.join(t("security.comma")) : <StatusTag tone="warn">{t("security.noFactor")}</StatusTag>}
    </>
  );
}

const ACTS: readonly Signature[] = [resetSecondFactor, giveNewPhone, disableAccount, enableAccount];

function Acts({ row, state }: { readonly row: Account; readonly state: FormState | undefined }) {
  const may = ACTS.filter(({ name }) => row.may.includes(name.slice("accounts/".length)));
  if (may.length === 0) return "—";
  return may.map((signature) => <Act key={signature.name} signature={signature} row={row} state={state} />);
}

function Act({
  signature,
  row,
  state,
}: {
  readonly signature: Signature;
  readonly row: Account;
  readonly state: FormState | undefined;
}) {
  const t = useText("accounts");
  const act = signature.name.slice("accounts/".length);
  const form = (
    <>
      <p>{t(`security.help.${act}`)}</p>
      <SignatureForm id={row.personId} signature={signature} state={state} values={{ personId: row.personId }} />
    </>
  );
  return state?.form === `${signature.name}#${row.personId}` ? form : <Confirm act={t(`actions.${act}`)}>{form}</Confirm>;
}

const TONES: Readonly<Record<Intervention["state"], Tone>> = {
  waiting: "warn",
  done: "good",
  refused: "bad",
  expired: "neutral",
};

function Interventions({ rows }: { readonly rows: readonly Intervention[] }) {
  const t = useText("accounts");
  const columns: readonly Column<Intervention>[] = [
    { key: "name", head: t("security.name"), names: true, render: (row) => row.name || "—" },
    { key: "kind", head: t("security.what"), render: (row) => t(`security.kinds.${row.kind}`) },
    { key: "reason", head: t("security.reason"), render: (row) => <span className="as-typed">{row.reason}</span> },
    { key: "askedBy", head: t("security.askedBy"), render: (row) => row.askedBy || "—" },
    { key: "askedAt", head: t("security.askedAt"), render: (row) => <Instant at={row.askedAt} /> },
    {
      key: "state",
      head: t("security.state"),
      render: (row) => (
        <>
          <StatusTag tone={TONES[row.state]}>{t(`security.states.${row.state}`)}</StatusTag> {row.decidedBy}
        </>
      ),
    },
    { key: "acts", head: t("security.acts"), render: (row) => <Decide row={row} /> },
  ];
  return (
    <Section title={t("security.history")}>
      {rows.length === 0 ? (
        <p className="soft">{t("security.noHistory")}</p>
      ) : (
        <DataTable caption={t("security.history")} rows={rows} rowKey={(row) => row.id} columns={columns} />
      )}
    </Section>
  );
}

function Decide({ row }: { readonly row: Intervention }) {
  const t = useText("accounts");
  if (!row.may.includes("decide-intervention")) return "—";
  return (
    <div className="row">
      {(["agreed", "refused"] as const).map((decision) => (
        <ActionButton
          key={decision}
          signature={decideIntervention}
          values={{ id: row.id, decision }}
          words={t(`security.decide.${decision}`)}
        />
      ))}
    </div>
  );
}
