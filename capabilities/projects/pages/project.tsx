import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  CasePage,
  Day,
  Deadline,
  Money,
  on,
  orRefuse,
  PhotoGrid,
  Seal,
  Section,
  StatusTag,
  submitForm,
  useTenantPath,
  useText,
  type Fact,
} from "#ui-kit/index.ts";
import { finishTask } from "../contract/finish-task.ts";
import { readProject } from "../contract/read-project.ts";
import { Acts, ACTS } from "./acts.tsx";
import { Days } from "./days-part.tsx";
import { Budget, Contracts, Costs } from "./money-part.tsx";
import { Tasks, Team } from "./team-part.tsx";
import { dueNow, stateKey, toneOf, type View } from "./words.tsx";

export const loader = async ({ params, context }: PageArgs<"tenant" | "number">) => {
  const view = orRefuse(await context.call(readProject, { number: params.number }));
  const kinds = [...new Set(view.publications.map(({ kind }) => kind))];
  const seals = await Promise.all(
    kinds.map(async (kind) => {
      const version = Math.max(...view.publications.filter((one) => one.kind === kind).map((one) => one.version));
      const asked = { kind: `projects.${kind}`, subjects: `${view.project.number}/${version}` };
      return { kind, version, index: orRefuse(await context.call(findSeals, asked)).seals[0]?.index ?? null };
    }),
  );
  return { view, seals };
};

export const action = async (args: PageArgs<"tenant" | "number">) => {
  const { tenant, number } = args.params;
  const { project } = orRefuse(await args.context.call(readProject, { number }));
  const done = () => `/t/${tenant}/projects/${number}`;
  return await submitForm(args, ...[...ACTS, finishTask].map((signature) => on(signature, { input: { id: project.id }, done })));
};

export default function ProjectPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { view, seals } = loaderData;
  const t = useText("projects");
  const path = useTenantPath();
  const { project } = view;
  const due = dueNow(view);
  const last = seals.at(-1)?.index;
  return (
    <CasePage
      title={project.title}
      number={project.number}
      crumbs={[{ href: path("projects"), words: t("list.title") }]}
      state={{ words: t(`states.${stateKey(project)}`), tone: toneOf(project) }}
      stands={t(`stands.${stateKey(project)}`, { organization: project.organization })}
      deadline={due === null ? undefined : <Deadline dueAtUtc={`${due}T16:00:00.000Z`} />}
      seal={<Seal href={last === null || last === undefined ? undefined : path(`record/${last}`)} />}
      can={view.may.length === 0 ? undefined : <Acts view={view} state={actionData} />}
      facts={useFacts(view, seals)}
      papers={[
        { href: path(`projects/${project.number}/account`), words: t("account.open") },
        { href: path(`supervision?about=projects/${project.number}`), words: t("supervised") },
        ...view.papers.map(({ id, name, caption }) => ({ href: path(`files/${id}`), words: `${caption}（${name}）` })),
      ]}
    >
      <p className="prose pre">{view.aim}</p>
      {view.stoppedWhy === "" ? undefined : <p className="as-typed">{t("stopped", { why: view.stoppedWhy })}</p>}
      <Days view={view} />
      <Budget view={view} />
      <Photos view={view} />
      <Acceptances view={view} />
      <Contracts view={view} />
      <Costs view={view} />
      <Tasks view={view} state={actionData} />
      <Team view={view} />
    </CasePage>
  );
}

function Photos({ view: { photos } }: { readonly view: View }) {
  const t = useText("projects");
  const path = useTenantPath();
  if (photos.length === 0) return undefined;
  return (
    <Section title={t("photos")}>
      <PhotoGrid
        photos={photos.map(({ id, caption }) => ({
          href: path(`files/${id}`),
          src: path(`files/${id}?thumbnail=1`),
          alt: caption,
          caption,
        }))}
      />
    </Section>
  );
}

/** What the supervision committee found, each time. */
function Acceptances({ view: { acceptances } }: { readonly view: View }) {
  const t = useText("projects");
  if (acceptances.length === 0) return undefined;
  return (
    <Section title={t("acceptances.title")}>
      {acceptances.map(({ version, verdict, opinion, body, on: day }) => (
        <div key={version} className="stack">
          <p>
            <StatusTag tone={verdict === "accepted" ? "good" : "warn"}>{t(`acceptances.${verdict}`)}</StatusTag> {body}{" "}
            <Day day={day} />
          </p>
          <p className="prose pre">{opinion}</p>
        </div>
      ))}
    </Section>
  );
}

type Seals = PageProps<typeof loader>["loaderData"]["seals"];

function useFacts(view: View, seals: Seals): readonly Fact[] {
  const t = useText("projects");
  const path = useTenantPath();
  const { project, decision, rule } = view;
  const facts: readonly (Fact | undefined)[] = [
    { name: t("columns.area"), value: project.area },
    { name: t("columns.by"), value: project.organization },
    { name: t("columns.place"), value: view.place },
    decision === null ? undefined : { name: t("columns.decision"), value: <a href={path(decision.page)}>{decision.title}</a> },
    { name: t("columns.beganOn"), value: <Day day={project.beganOn} /> },
    { name: t("columns.dueOn"), value: <Day day={project.dueOn} /> },
    view.doneOn === null ? undefined : { name: t("columns.doneOn"), value: <Day day={view.doneOn} /> },
    project.finishedOn === null ? undefined : { name: t(`columns.${project.state}On`), value: <Day day={project.finishedOn} /> },
    ...view.sources.map(({ source, budgetCents, costCents }) => ({
      name: source,
      value: (
        <>
          <Money cents={costCents} /> / <Money cents={budgetCents} />
        </>
      ),
    })),
    {
      name: t("columns.rule"),
      value: <a href={path(`rules/${rule.id}`)}>{t("ruleOf", { title: rule.title, version: rule.version })}</a>,
    },
    ...seals.map(({ kind, version, index }) => ({
      name: t(`published.${kind}`, { version }),
      value: <Seal href={index === null ? undefined : path(`record/${index}`)} />,
    })),
  ];
  return facts.filter((fact) => fact !== undefined);
}
