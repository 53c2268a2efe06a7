import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  ActionButton,
  CasePage,
  Confirm,
  Deadline,
  Drawing,
  Instant,
  on,
  orRefuse,
  Section,
  SignatureForm,
  StatusTag,
  submitForm,
  useSetting,
  useTenantPath,
  useText,
  type FormState,
  type Happening,
} from "#ui-kit/index.ts";
import { completeStep } from "../contract/complete-step.ts";
import { extendStep } from "../contract/extend-step.ts";
import { giveConsent } from "../contract/give-consent.ts";
import { giveTask } from "../contract/give-task.ts";
import { moveCase } from "../contract/move-case.ts";
import { readCase } from "../contract/read-case.ts";
import type { StepForm } from "../contract/step-form.ts";
import { takeTask } from "../contract/take-task.ts";
import { StepFormFields, stepSignature } from "./step-form.tsx";

export const loader = async ({ params, context }: PageArgs<"tenant" | "number">) =>
  orRefuse(await context.call(readCase, { number: params.number }));

export const action = async (args: PageArgs<"tenant" | "number">) => {
  const here = `/t/${args.params.tenant}/cases/${args.params.number}`;
  const view = orRefuse(await args.context.call(readCase, { number: args.params.number }));
  const form = await args.request.clone().formData();
  const task = view.tasks.find(({ id }) => `${completeStep.name}#${id}` === form.get("_form"));
  const done = () => here;
  return await submitForm(
    args,
    on(stepSignature((task?.form ?? null) as StepForm | null), { done }),
    on(takeTask, { done }),
    on(giveTask, { done }),
    on(extendStep, { done }),
    on(giveConsent, { input: { number: args.params.number }, done }),
    on(moveCase, { input: { id: view.id }, done }),
  );
};

type View = PageProps<typeof loader>["loaderData"];

/** The case behind a matter: who has which step, and how it came here. Its words stand on the matter's own page. */
export default function CaseStaffPage({ loaderData: view, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("cases");
  const path = useTenantPath();
  return (
    <CasePage
      title={view.title === "" ? t("case.title", { number: view.number }) : view.title}
      number={view.number}
      crumbs={[{ href: path("cases/work"), words: t("work.title") }]}
      state={{ words: t(`states.${view.state}`), tone: view.state === "open" ? "info" : "neutral" }}
      stands={view.path === "" ? view.procedure.title : <a href={path(view.path)}>{t("case.matter")}</a>}
      can={view.tasks.some((task) => task.may) || view.versions.length > 0 ? <Can view={view} state={actionData} /> : undefined}
      facts={[
        {
          name: t("case.procedure"),
          value: (
            <a href={path(`cases/procedures/${view.procedure.key}/${view.procedure.version}`)}>
              {t("case.version", { title: view.procedure.title, version: view.procedure.version })}
            </a>
          ),
        },
        ...view.tasks.flatMap((task) => (task.may ? [] : whoHas(task))),
        { name: t("case.opened"), value: <Instant at={view.openedAt} /> },
        ...(view.endedAt === null ? [] : [{ name: t("case.ended"), value: <Instant at={view.endedAt} /> }]),
        ...view.links.map((link) => ({
          name: t(`links.${link.direction}`, { tenant: link.tenant }),
          value: howFar(link, t),
        })),
      ]}
      diagram={view.svg === "" ? undefined : <Drawing svg={view.svg} />}
      steps={view.steps.map((step) => ({ key: step.element, words: step.name, state: step.state }))}
      timeline={useTimeline(view)}
    >
      <Gates view={view} state={actionData} />
    </CasePage>
  );
}

/** What stands before gated steps, met or missing; a body that is asked for its consent says it here. */
function Gates({ view, state }: { readonly view: View; readonly state: FormState | undefined }) {
  const t = useText("cases");
  const path = useTenantPath();
  const { locale } = useSetting().texts;
  if (view.gates.length === 0) return undefined;
  return (
    <Section title={t("gates.title")}>
      {view.gates.map(({ step, facts }) => (
        <section key={step}>
          <h3>{step}</h3>
          <ul className="reasons">
            {facts.map(({ met, sentence, sentenceEn, path: page }) => (
              <li key={sentence}>
                <StatusTag tone={met ? "good" : "warn"}>{t(met ? "gates.met" : "gates.missing")}</StatusTag>{" "}
                {page === null ? (
                  locale === "en" ? (
                    sentenceEn
                  ) : (
                    sentence
                  )
                ) : (
                  <a href={path(page)}>{locale === "en" ? sentenceEn : sentence}</a>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {view.consentFor === "" ? undefined : (
        <Confirm act={t("gates.say", { body: view.consentFor })}>
          <SignatureForm signature={giveConsent} state={state} omit={["number"]} />
        </Confirm>
      )}
    </Section>
  );
}

/** A step that is not the reader's: with whom it lies, and until when. */
function whoHas({ name, unit, takenBy, dueAt, dueByDay, provisional }: View["tasks"][number]) {
  const who = [unit, takenBy].filter(Boolean).join(" · ");
  if (who === "" && dueAt === null) return [];
  const until = dueAt === null ? undefined : <Deadline dueAtUtc={dueAt} hourKept={dueByDay} provisional={provisional} />;
  return [
    {
      name,
      value: (
        <>
          {who} {until}
        </>
      ),
    },
  ];
}

function howFar(link: View["links"][number], t: ReturnType<typeof useText>): string {
  if (link.answeredAt !== null) return t("links.answered", { at: link.answeredAt });
  if (link.withdrawnAt !== null) return t("links.withdrawn", { at: link.withdrawnAt });
  return link.receivedAt === null ? t("links.sent", { at: link.sentAt }) : t("links.received", { number: link.number });
}

function useTimeline(view: View): readonly Happening[] {
  const t = useText("cases");
  return view.events.map((event) => ({
    key: event.id,
    at: event.at,
    what: t(`events.${event.kind}`, { step: event.step }),
    ...(event.by === "" ? {} : { who: event.by }),
    ...(event.reason === "" ? {} : { detail: <p className="pre">{event.reason}</p> }),
  }));
}

function Can({ view, state }: { readonly view: View; readonly state: FormState | undefined }) {
  const t = useText("cases");
  return (
    <>
      {view.tasks
        .filter((task) => task.may)
        .map((task) => (
          <TaskActs key={task.id} task={task} state={state} />
        ))}
      {view.versions.length === 0 ? undefined : (
        <Confirm act={t("actions.move-case")}>
          <SignatureForm
            signature={moveCase}
            state={state}
            omit={["id"]}
            options={{
              version: view.versions.map(({ version, validFrom }) => ({
                value: String(version),
                label: t("case.versionFrom", { version, day: validFrom }),
              })),
            }}
          />
        </Confirm>
      )}
    </>
  );
}

function TaskActs({ task, state }: { readonly task: View["tasks"][number]; readonly state: FormState | undefined }) {
  const t = useText("cases");
  const who = task.mine ? t("work.mine") : task.takenBy || t("work.nobody");
  return (
    <section className="stack">
      <h3>{task.name}</h3>
      <p>
        {[task.unit, who].filter(Boolean).join(" · ")}{" "}
        {task.dueAt === null ? undefined : (
          <Deadline dueAtUtc={task.dueAt} hourKept={task.dueByDay} provisional={task.provisional} />
        )}
      </p>
      {task.takenBy === "" ? <ActionButton signature={takeTask} values={{ id: task.id }} /> : undefined}
      {task.generic && (task.mine || task.takenBy === "") ? (
        <>
          <StepFormFields taskId={task.id} form={task.form as StepForm | null} state={state} />
          <Confirm act={t("actions.extend-step")}>
            <SignatureForm signature={extendStep} id={task.id} state={state} values={{ id: task.id }} />
          </Confirm>
        </>
      ) : undefined}
      {task.colleagues.length === 0 ? undefined : (
        <Confirm act={t("actions.give-task")}>
          <SignatureForm
            signature={giveTask}
            id={task.id}
            state={state}
            values={{ id: task.id }}
            options={{ postId: task.colleagues.map(({ id, name }) => ({ value: id, label: name })) }}
          />
        </Confirm>
      )}
    </section>
  );
}
