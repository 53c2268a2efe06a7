import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  CasePage,
  Day,
  Deadline,
  FoldedForm,
  on,
  orRefuse,
  Seal,
  Section,
  StatusTag,
  submitForm,
  useTenantPath,
  useText,
  type Fact,
  type FormState,
} from "#ui-kit/index.ts";
import { answerFinding } from "../contract/answer-finding.ts";
import { publishAudit } from "../contract/publish-audit.ts";
import { readAudit } from "../contract/read-audit.ts";
import { auditState, toneOfState } from "./yearly-words.ts";

export const loader = async ({ params, context }: PageArgs<"tenant" | "number">) => {
  const view = orRefuse(await context.call(readAudit, { number: params.number }));
  const seals = await Promise.all(
    view.publications.map(async ({ kind, version }) => {
      const asked = { kind: `supervision.${kind}`, subjects: `${view.audit.number}/${version}` };
      return { kind, version, index: orRefuse(await context.call(findSeals, asked)).seals[0]?.index ?? null };
    }),
  );
  return { view, seals };
};

export const action = async (args: PageArgs<"tenant" | "number">) => {
  const { audit } = orRefuse(await args.context.call(readAudit, { number: args.params.number }));
  const done = () => `/t/${args.params.tenant}/supervision/audits/${audit.number}`;
  return await submitForm(args, on(publishAudit, { input: { id: audit.id }, done }), on(answerFinding, { done }));
};

type View = PageProps<typeof loader>["loaderData"]["view"];

/** One audit: by when, by whom, what it found part by part, and what the committee answered. */
export default function AuditPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { view, seals } = loaderData;
  const { audit, report } = view;
  const t = useText("supervision");
  const path = useTenantPath();
  const state = auditState(audit);
  const last = seals.findLast(({ kind }) => kind === "audit")?.index;
  const { holder, organization, title: post } = audit;
  return (
    <CasePage
      title={t(holder === "" ? "audits.pageOfPost" : "audits.page", {
        holder,
        organization,
        post,
        kind: t(`auditKinds.${audit.kind}`),
      })}
      number={audit.number}
      crumbs={[
        { href: path("supervision"), words: t("list.title") },
        { href: path("supervision/audits"), words: t("audits.title") },
      ]}
      state={{ words: t(`auditStates.${state}`), tone: toneOfState(state) }}
      stands={t(`auditStands.${state}`, { day: audit.dueOn, organization })}
      deadline={state === "due" || state === "due-late" ? <Deadline dueAtUtc={`${audit.dueOn}T16:00:00.000Z`} /> : undefined}
      seal={seals.length === 0 ? undefined : <Seal href={typeof last === "number" ? path(`record/${last}`) : undefined} />}
      can={view.may.includes("publish-audit") ? <Publish view={view} state={actionData} /> : undefined}
      facts={useFacts(view, seals)}
    >
      {report.length === 0 ? undefined : (
        <Section title={t("audits.report")}>
          {report.map(({ of, words }) => (
            <section key={of} aria-labelledby={`part-${of}`}>
              <h3 id={`part-${of}`}>{t(`covers.${of}`)}</h3>
              <p className="prose pre">{words}</p>
            </section>
          ))}
        </Section>
      )}
      {audit.publishedOn === null ? undefined : <Findings view={view} state={actionData} />}
      {view.why === "" ? undefined : (
        <Section title={t("audits.why")}>
          <p className="prose pre">{view.why}</p>
        </Section>
      )}
    </CasePage>
  );
}

/** What is published now stands in the form of its correction. */
function Publish({ view, state }: { readonly view: View; readonly state: FormState | undefined }) {
  const t = useText("supervision");
  const first = view.audit.publishedOn === null;
  const now = Object.fromEntries(view.report.map(({ of, words }) => [of, words]));
  return (
    <FoldedForm
      signature={publishAudit}
      state={state}
      omit={["id", ...(first ? ["why"] : [])]}
      required={first ? [] : ["why"]}
      help={t("help.publish-audit")}
      submit={first ? t("actions.publish-audit") : t("audits.correct")}
      values={{
        ...now,
        orderedBy: view.orderedBy ?? "township",
        madeBy: view.madeBy,
        from: view.from ?? undefined,
        to: view.to ?? view.audit.becauseOn,
      }}
    />
  );
}

function Findings({ view, state }: { readonly view: View; readonly state: FormState | undefined }) {
  const t = useText("supervision");
  const { findings, audit, may } = view;
  return (
    <Section title={t("audits.findings")}>
      {findings.length === 0 ? <p>{t("audits.noFindings")}</p> : undefined}
      {findings.map(({ id, number, words, answerDue, answeredOn, answer, late }) => (
        <section key={id} aria-labelledby={`finding-${number}`} className="stack">
          <h3 id={`finding-${number}`}>{t("audits.finding", { number })}</h3>
          <p className="prose pre">{words}</p>
          {answeredOn === null ? (
            <p>
              <StatusTag tone={late ? "bad" : "info"}>{t(late ? "audits.late" : "audits.waiting")}</StatusTag>{" "}
              {t("audits.answerDue", { day: answerDue })}
            </p>
          ) : (
            <>
              <p className="small soft">{t("audits.answered", { organization: audit.organization, day: answeredOn })}</p>
              <p className="prose pre">{answer}</p>
            </>
          )}
          {answeredOn === null && may.includes("answer-finding") ? (
            <FoldedForm signature={answerFinding} id={id} state={state} values={{ id }} help={t("help.answer-finding")} />
          ) : undefined}
        </section>
      ))}
    </Section>
  );
}

function useFacts(view: View, seals: PageProps<typeof loader>["loaderData"]["seals"]): readonly Fact[] {
  const t = useText("supervision");
  const path = useTenantPath();
  const { audit, rule, orderedBy, from, to } = view;
  const facts: readonly (Fact | undefined)[] = [
    { name: t("audits.kind"), value: t(`auditKinds.${audit.kind}`) },
    { name: t("columns.area"), value: audit.area },
    { name: t("audits.because"), value: <Day day={audit.becauseOn} /> },
    orderedBy === null ? undefined : { name: t("audits.orderedBy"), value: t(`orderedBy.${orderedBy}`) },
    view.madeBy === "" ? undefined : { name: t("audits.madeBy"), value: view.madeBy },
    from === null || to === null ? undefined : { name: t("audits.covers"), value: t("audits.coversOf", { from, to }) },
    audit.publishedOn === null ? undefined : { name: t("audits.published"), value: <Day day={audit.publishedOn} /> },
    {
      name: t("columns.rule"),
      value: <a href={path(`rules/${rule.id}`)}>{t("ruleOf", { title: rule.title, version: rule.version })}</a>,
    },
    ...seals.map(({ kind, version, index }) => ({
      name: t(kind === "audit" ? "audits.sealAudit" : "audits.sealAnswer", { version }),
      value: <Seal href={index === null ? undefined : path(`record/${index}`)} />,
    })),
  ];
  return facts.filter((fact) => fact !== undefined);
}
