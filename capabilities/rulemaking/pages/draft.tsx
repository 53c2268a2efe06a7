import { readCourse } from "#capabilities/cases/contract/read-course.ts";
import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  CasePage,
  Day,
  Deadline,
  Difference,
  Drawing,
  on,
  orRefuse,
  Seal,
  Section,
  StatusTag,
  submitForm,
  useTenantPath,
  useText,
  type Fact,
} from "#ui-kit/index.ts";
import { answerComment } from "../contract/answer-comment.ts";
import { readDraft } from "../contract/read-draft.ts";
import { Acts, ACTS, useMayPropose } from "./acts.tsx";
import { Comments } from "./comments.tsx";
import { Facts, numbered, toneOf, useArticleName, type View } from "./words.tsx";

export const loader = async ({ params, context }: PageArgs<"tenant" | "number">) => {
  const view = orRefuse(await context.call(readDraft, { number: params.number }));
  const course = orRefuse(await context.call(readCourse, { number: view.draft.number }));
  const seals = await Promise.all(
    view.publications.map(async ({ kind, version, on: day }) => {
      const asked = { kind: `rulemaking.${kind}`, subjects: `${view.draft.number}/${version}` };
      return { kind, version, day, index: orRefuse(await context.call(findSeals, asked)).seals[0]?.index ?? null };
    }),
  );
  return { view, svg: course.svg, seals };
};

export const action = async (args: PageArgs<"tenant" | "number">) => {
  const { tenant, number } = args.params;
  const { draft } = orRefuse(await args.context.call(readDraft, { number }));
  const done = () => `/t/${tenant}/rulemaking/${number}`;
  return await submitForm(
    args,
    ...ACTS.map((signature) => on(signature, { input: { id: draft.id }, done })),
    on(answerComment, { done }),
  );
};

export default function DraftPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { view, svg, seals } = loaderData;
  const t = useText("rulemaking");
  const path = useTenantPath();
  const { draft } = view;
  const mayPropose = useMayPropose(view);
  const dueAt = openUntil(view) ?? draft.dueAt;
  return (
    <CasePage
      title={draft.title}
      number={draft.number}
      crumbs={[{ href: path("rulemaking"), words: t("list.title") }]}
      state={{ words: t(`states.${draft.state}`), tone: toneOf(draft.state) }}
      stands={standsOf(view, t)}
      deadline={dueAt === null ? undefined : <Deadline dueAtUtc={dueAt} />}
      seal={seals.length === 0 ? undefined : <Seal href={sealHref(seals.at(-1)?.index, path)} />}
      can={
        view.may.length === 0 && view.meetings.length === 0 && !mayPropose ? undefined : <Acts view={view} state={actionData} />
      }
      facts={useFacts(view, seals)}
      papers={[{ href: path(`rulemaking/${draft.number}/paper`), words: t("papers.paper") }]}
      diagram={svg === "" ? undefined : <Drawing svg={svg} />}
      steps={view.steps.map((step) => ({
        key: step.element,
        words: t(`steps.${step.element}`),
        state: step.state,
        detail: (
          <>
            {step.openedOn === null ? undefined : (
              <p>
                <Day day={step.openedOn} /> {step.doneOn === null ? t("since") : "– "}
                {step.doneOn === null ? undefined : <Day day={step.doneOn} />}
              </p>
            )}
            <Facts facts={step.facts} />
          </>
        ),
      }))}
    >
      <Corrections view={view} />
      <Text view={view} />
      {view.givenUpWhy === "" ? undefined : <p className="as-typed">{t("givenUp", { why: view.givenUpWhy })}</p>}
      <Comments view={view} state={actionData} />
    </CasePage>
  );
}

/** While everybody may speak, the day that counts is the last one for that. */
function openUntil({ draft, consultation }: View): string | undefined {
  return draft.state === "consult" && consultation?.over === false ? `${consultation.until}T16:00:00.000Z` : undefined;
}

function standsOf(view: View, t: ReturnType<typeof useText>): string {
  const { draft, consultation } = view;
  if (draft.state !== "consult" || consultation === null) return t(`stands.${draft.state}`);
  return consultation.over ? t("stands.consult-over") : t("stands.consult", { until: consultation.until });
}

type Seals = PageProps<typeof loader>["loaderData"]["seals"];
type PathOf = ReturnType<typeof useTenantPath>;

function sealHref(index: number | null | undefined, path: PathOf): string | undefined {
  return index === null || index === undefined ? undefined : path(`record/${index}`);
}

/** The text as it stands, and what it changes of the version in force. */
function Text({ view }: { readonly view: View }) {
  const t = useText("rulemaking");
  const name = useArticleName();
  return (
    <>
      <Section title={t("text.title")}>
        {view.articles.length === 0 ? <p>{t("text.none")}</p> : undefined}
        {numbered(view.articles).map(({ number, article }) => (
          <p key={number} className="prose pre">
            <strong>{name(number)}</strong> {article}
          </p>
        ))}
      </Section>
      {view.inForce === null ? undefined : (
        <Section title={t("changes.title", { version: view.inForce.version })}>
          <Difference lines={view.lines} />
        </Section>
      )}
    </>
  );
}

/** What the township ordered to be put right, each with the article it rests on; late is said to everybody. */
function Corrections({ view }: { readonly view: View }) {
  const t = useText("rulemaking");
  const name = useArticleName();
  if (view.corrections.length === 0) return undefined;
  return (
    <Section title={t("corrections.title")}>
      {view.corrections.map((one) => (
        <div key={one.id} className="stack">
          <p>
            <strong>{name(one.article)}</strong> {t("corrections.against", { rule: one.against, article: one.againstArticle })}{" "}
            {one.doneOn === null ? (
              <>
                <StatusTag tone={one.daysLate > 0 ? "bad" : "warn"}>
                  {one.daysLate > 0 ? t("corrections.late", { count: one.daysLate }) : t("corrections.waits")}
                </StatusTag>{" "}
                <Day day={one.dueOn} weekday />
              </>
            ) : (
              <>
                <StatusTag tone="good">{t("corrections.done")}</StatusTag> <Day day={one.doneOn} />
              </>
            )}
          </p>
          <p className="prose pre">{one.why}</p>
        </div>
      ))}
    </Section>
  );
}

function useFacts(view: View, seals: Seals): readonly Fact[] {
  const t = useText("rulemaking");
  const path = useTenantPath();
  const { draft, consultation, enacted, inForce } = view;
  const facts: readonly (Fact | undefined)[] = [
    { name: t("columns.kind"), value: t(`kinds.${draft.kind}`) },
    { name: t("columns.area"), value: draft.area },
    { name: t("columns.by"), value: draft.organization },
    view.law === "" ? undefined : { name: t("columns.law"), value: t("lawOf", { law: view.law, article: view.article }) },
    inForce === null
      ? undefined
      : {
          name: t("columns.changes"),
          value: (
            <a href={path(`rules/${inForce.ruleId}`)}>{t("changesOf", { title: inForce.title, version: inForce.version })}</a>
          ),
        },
    consultation === null
      ? undefined
      : {
          name: t("columns.consultation"),
          value: (
            <>
              <Day day={consultation.from} /> – <Day day={consultation.until} />{" "}
              <span className="small soft">{t("byRule", { rule: consultation.rule, version: consultation.ruleVersion })}</span>
            </>
          ),
        },
    view.passedOn === null
      ? undefined
      : {
          name: t("columns.passed"),
          value: (
            <>
              <Day day={view.passedOn} /> {view.passedBy}
            </>
          ),
        },
    ...view.proposals.map((one) => ({
      name: t("columns.proposal"),
      value: (
        <>
          <a href={path(one.path)}>{one.number}</a> <Day day={one.on} />
        </>
      ),
    })),
    view.resolution === null
      ? undefined
      : { name: t("columns.resolution"), value: <a href={path(`resolutions/${view.resolution}`)}>{view.resolution}</a> },
    view.filingDue === null ? undefined : { name: t("columns.filing"), value: <Filing view={view} /> },
    enacted === null
      ? undefined
      : {
          name: t("columns.enacted"),
          value: (
            <a href={path(`rules/${enacted.ruleId}`)}>{t("enactedFrom", { version: enacted.version, from: enacted.from })}</a>
          ),
        },
    { name: t("columns.sha256"), value: <code className="figures as-typed">{view.sha256}</code> },
    ...seals.map(({ kind, version, day, index }) => ({
      name: t(`published.${kind}`, { version }),
      value: (
        <>
          <Day day={day} /> <Seal href={sealHref(index, path)} />
        </>
      ),
    })),
  ];
  return facts.filter((fact) => fact !== undefined);
}

function Filing({ view }: { readonly view: View }) {
  const t = useText("rulemaking");
  const late = view.filedLate > 0 ? <StatusTag tone="bad">{t("filedLate", { count: view.filedLate })}</StatusTag> : undefined;
  if (view.filedOn === null)
    return (
      <>
        {t("fileBy")} {view.filingDue === null ? undefined : <Day day={view.filingDue} weekday />} {late}
      </>
    );
  return (
    <>
      <Day day={view.filedOn} /> {late}
    </>
  );
}
