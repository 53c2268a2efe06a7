import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  Drawing,
  FactList,
  Instant,
  on,
  orRefuse,
  PageHead,
  Seal,
  Section,
  SignatureForm,
  StatusTag,
  submitForm,
  useTenantPath,
  useText,
} from "#ui-kit/index.ts";
import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import { beginCase } from "../contract/begin-case.ts";
import { readProcedure } from "../contract/read-procedure.ts";
import { ProcedureSteps } from "./procedure-steps.tsx";
import { useTitle, VERSION_TONES, VersionDays, versionOf, VersionTable } from "./version-line.tsx";

export const loader = async ({ params, context }: PageArgs<"tenant" | "key" | "version">) => {
  const view = orRefuse(await context.call(readProcedure, { key: params.key, version: versionOf(params) }));
  const subjects = `${view.key}/${view.version}`;
  return { ...view, ...orRefuse(await context.call(findSeals, { kind: "cases.procedure", subjects })) };
};

export const action = (args: PageArgs<"tenant" | "key" | "version">) =>
  submitForm(
    args,
    on(beginCase, { input: { key: args.params.key }, done: ({ number }) => `/t/${args.params.tenant}/cases/${number}` }),
  );

/** One version of a procedure: the drawing, the same as a list, what the proof said, and the versions beside it. */
export default function ProcedurePage({ loaderData: view, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("cases");
  const path = useTenantPath();
  const title = useTitle()(view);
  const current = view.versions.find(({ version }) => version === view.version);
  const {
    rule,
    seals: [seal],
  } = view;
  return (
    <article className="page">
      <PageHead
        title={t("case.version", { title, version: view.version })}
        lead={
          current === undefined ? undefined : (
            <>
              <StatusTag tone={VERSION_TONES[current.state]}>{t(`procedures.states.${current.state}`)}</StatusTag>{" "}
              <VersionDays version={current} />{" "}
              {seal === undefined ? undefined : <Seal href={seal.index === null ? undefined : path(`record/${seal.index}`)} />}
            </>
          )
        }
        crumbs={[{ href: path("cases/procedures"), words: t("procedures.title") }]}
        acts={
          <>
            {view.mayEdit ? (
              <a className="button" href={path(`cases/procedures/${view.key}/edit`)}>
                {t("editor.open")}
              </a>
            ) : undefined}{" "}
            <a className="button" href={path(`cases/procedures/${view.key}/${view.version}/file`)}>
              {t("procedures.download")}
            </a>
          </>
        }
      />
      {view.mayBegin ? (
        <Section title={t("procedures.begin")} className="section no-print">
          <p>{t("procedures.beginMeans")}</p>
          <SignatureForm signature={beginCase} state={actionData} omit={["key"]} />
        </Section>
      ) : undefined}
      {view.svg === "" ? undefined : (
        <Section title={t("procedures.drawing")}>
          <div className="diagram">
            <Drawing svg={view.svg} />
          </div>
        </Section>
      )}
      <Section title={t("procedures.steps")}>
        <ProcedureSteps steps={view.steps} />
        {rule === null ? undefined : (
          <p>
            {t("procedures.bySource")}{" "}
            <a href={path(`rules/${rule.id}`)}>{t("case.version", { title: rule.title, version: rule.version })}</a>
          </p>
        )}
      </Section>
      <Proof view={view} />
      {view.versions.length < 2 ? undefined : (
        <Section title={t("procedures.versions")}>
          <VersionTable procedure={view} versions={view.versions} caption={t("procedures.versions")} />
        </Section>
      )}
    </article>
  );
}

/** What was proved before it was enacted, by whom and when. */
function Proof({ view }: { readonly view: PageProps<typeof loader>["loaderData"] }) {
  const t = useText("cases");
  return (
    <Section title={t("procedures.proof")}>
      <p>
        <StatusTag tone="good">{t("procedures.sound")}</StatusTag> {t("procedures.soundMeans", { states: view.states })}
      </p>
      {view.tried === null ? undefined : <p>{t("procedures.tried", view.tried)}</p>}
      <FactList
        facts={[
          {
            name: t("procedures.enacted"),
            value: (
              <>
                <Instant at={view.enactedAt} /> {view.enactedBy}
              </>
            ),
          },
          { name: t("procedures.key"), value: <code className="figures">{view.key}</code> },
        ]}
      />
    </Section>
  );
}
