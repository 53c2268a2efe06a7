import { readCourse } from "#capabilities/cases/contract/read-course.ts";
import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  CasePage,
  Day,
  Deadline,
  Drawing,
  Money,
  on,
  orRefuse,
  Seal,
  Section,
  submitForm,
  useTenantPath,
  useText,
  type Fact,
} from "#ui-kit/index.ts";
import { answerObjection } from "../contract/answer-objection.ts";
import { readProposal } from "../contract/read-proposal.ts";
import { Acts, ACTS } from "./acts.tsx";
import { Objections } from "./objections.tsx";
import { Facts, toneOf, useNamed, type View } from "./words.tsx";

export const loader = async ({ params, context }: PageArgs<"tenant" | "number">) => {
  const view = orRefuse(await context.call(readProposal, { number: params.number }));
  const course = orRefuse(await context.call(readCourse, { number: view.proposal.number }));
  const seals = await Promise.all(
    view.publications.map(async ({ kind, version }) => {
      const asked = { kind: `resolutions.${kind}`, subjects: `${view.proposal.number}/${version}` };
      return { kind, version, index: orRefuse(await context.call(findSeals, asked)).seals[0]?.index ?? null };
    }),
  );
  return { view, svg: course.svg, seals };
};

export const action = async (args: PageArgs<"tenant" | "number">) => {
  const { tenant, number } = args.params;
  const { proposal } = orRefuse(await args.context.call(readProposal, { number }));
  const done = () => `/t/${tenant}/resolutions/${number}`;
  return await submitForm(
    args,
    ...ACTS.map((signature) => on(signature, { input: { id: proposal.id }, done })),
    on(answerObjection, { done }),
  );
};

export default function ProposalPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { view, svg, seals } = loaderData;
  const t = useText("resolutions");
  const path = useTenantPath();
  const { proposal } = view;
  return (
    <CasePage
      title={proposal.title}
      number={proposal.number}
      crumbs={[{ href: path("resolutions"), words: t("list.title") }]}
      state={{ words: t(`states.${proposal.state}`), tone: toneOf(proposal.state) }}
      stands={t(`stands.${proposal.state}`)}
      deadline={proposal.dueAt === null ? undefined : <Deadline dueAtUtc={proposal.dueAt} />}
      seal={<Seal href={sealHref(seals.at(-1)?.index, path)} />}
      can={view.may.length === 0 && view.meetings.length === 0 ? undefined : <Acts view={view} state={actionData} />}
      facts={useFacts(view, seals)}
      papers={papersOf(view, t, path)}
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
      <p className="prose pre">{view.wording}</p>
      {view.result === "" ? undefined : (
        <Section title={t("result.title")}>
          <p className="prose pre">{view.result}</p>
        </Section>
      )}
      {view.givenUpWhy === "" ? undefined : <p className="as-typed">{t("givenUp", { why: view.givenUpWhy })}</p>}
      <Section title={t("asked.title", { persons: view.askedPersons })}>
        <p className="prose pre">{view.asked}</p>
      </Section>
      <Objections view={view} state={actionData} />
    </CasePage>
  );
}

type Seals = PageProps<typeof loader>["loaderData"]["seals"];
type PathOf = ReturnType<typeof useTenantPath>;

function sealHref(index: number | null | undefined, path: PathOf): string | undefined {
  return index === null || index === undefined ? undefined : path(`record/${index}`);
}

function useFacts(view: View, seals: Seals): readonly Fact[] {
  const t = useText("resolutions");
  const path = useTenantPath();
  const named = useNamed();
  const { proposal, matter, posting } = view;
  const facts: readonly (Fact | undefined)[] = [
    { name: t("columns.area"), value: proposal.area },
    { name: t("columns.by"), value: proposal.organization },
    { name: t("columns.proposedOn"), value: <Day day={proposal.proposedOn} /> },
    { name: t("columns.matter"), value: matter === null ? t("propose.ordinary") : named(matter) },
    view.about === null
      ? undefined
      : { name: t("columns.about"), value: <a href={path(view.about.path)}>{view.about.number}</a> },
    matter?.reserved === true
      ? { name: t("columns.power"), value: t("reserved", { text: matter.text, article: matter.article }) }
      : undefined,
    posting === null
      ? undefined
      : {
          name: t("columns.posting"),
          value: (
            <>
              <Day day={posting.from} /> – <Day day={posting.until} />{" "}
              <span className="small soft">{t("postingRule", { rule: posting.rule, version: posting.ruleVersion })}</span>
            </>
          ),
        },
    view.doneOn === null ? undefined : { name: t("columns.doneOn"), value: <Day day={view.doneOn} /> },
    view.costCents === null ? undefined : { name: t("columns.cost"), value: <Money cents={view.costCents} /> },
    ...seals.map(({ kind, version, index }) => ({
      name: t(`published.${kind}`, { version }),
      value: <Seal href={sealHref(index, path)} />,
    })),
  ];
  return facts.filter((fact) => fact !== undefined);
}

function papersOf({ proposal, publications }: View, t: ReturnType<typeof useText>, path: PathOf) {
  const paper = (page: string) => ({ href: path(`resolutions/${proposal.number}/${page}`), words: t(`papers.${page}`) });
  const published = (kind: string) => publications.some((one) => one.kind === kind);
  return [
    paper("paper"),
    ...(published("resolution") ? [paper("notice")] : []),
    ...(published("outcome") ? [paper("result")] : []),
    { href: path(`supervision?about=resolutions/${proposal.number}`), words: t("supervised") },
  ];
}
