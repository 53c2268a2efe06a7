import { readCourse } from "#capabilities/cases/contract/read-course.ts";
import type { Signature } from "#platform/contract.ts";
import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  CasePage,
  Deadline,
  Drawing,
  Instant,
  on,
  orRefuse,
  Section,
  SignatureForm,
  submitForm,
  useTenantPath,
  useText,
  type Fact,
  type FormState,
} from "#ui-kit/index.ts";
import { assignRequest } from "../contract/assign-request.ts";
import { readRequest } from "../contract/read-request.ts";
import { reportOnRequest } from "../contract/report-on-request.ts";
import { ruleOnDispute } from "../contract/rule-on-dispute.ts";
import { MatterChooser, unitOptions } from "./matter-chooser.tsx";

const ACTS: readonly Signature[] = [ruleOnDispute, assignRequest, reportOnRequest];
const MATTER = /^[a-z0-9-]{1,60}$/;

export const loader = async ({ request, params, context }: PageArgs<"tenant" | "id">) => {
  const asked = new URL(request.url).searchParams.get("matter") ?? "";
  const matter = MATTER.test(asked) ? { matter: asked } : {};
  const view = orRefuse(await context.call(readRequest, { id: params.id, ...matter }));
  const course = await context.call(readCourse, { number: view.number });
  return { view, course: "svg" in course ? course : undefined };
};

export const action = async (args: PageArgs<"tenant" | "id">) => {
  const { tenant, id } = args.params;
  const here = `/t/${tenant}/appeals/requests/${id}`;
  return await submitForm(args, ...ACTS.map((signature) => on(signature, { input: { id }, done: () => here })));
};

type View = PageProps<typeof loader>["loaderData"]["view"];

/** What another tenant asks, as the body that is asked sees it: the message's words and facts, and what can be done. */
export default function RequestPage({ loaderData: { view, course }, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("appeals");
  const path = useTenantPath();
  const kind = view.relation === "appeals.dispute" ? "dispute" : "whistle";
  return (
    <CasePage
      title={t(`request.titles.${kind}`, { tenant: view.tenant })}
      number={view.number}
      crumbs={[{ href: path("cases/work"), words: t("request.work") }]}
      state={{ words: t(`request.states.${view.state}`), tone: view.state === "open" ? "info" : "neutral" }}
      stands={standsOf(view, kind, t)}
      deadline={view.dueAt === null ? undefined : <Deadline dueAtUtc={view.dueAt} />}
      can={view.may.length === 0 ? undefined : <RequestActs view={view} state={actionData} />}
      facts={useFacts(view)}
      diagram={course === undefined || course.svg === "" ? undefined : <Drawing svg={course.svg} />}
      steps={(course?.steps ?? []).map((step) => ({ key: step.element, words: step.name, state: step.state }))}
    >
      {view.answer === null ? undefined : <Answer answer={view.answer} kind={kind} />}
      <Section title={t("request.carried", { tenant: view.tenant })}>
        {view.words.map(({ name, text }) => (
          <div key={name}>
            <h3>{t(`request.words.${name}`)}</h3>
            <p className="prose pre">{text}</p>
            {name === "objection" && view.article !== "" ? (
              <p className="small">{t("restsOn", { article: view.article })}</p>
            ) : undefined}
          </div>
        ))}
        <p className="small soft">{t("request.noMore", { tenant: view.tenant })}</p>
      </Section>
    </CasePage>
  );
}

function standsOf(view: View, kind: string, t: ReturnType<typeof useText>): string {
  if (view.state !== "open") return t(`request.stands.${view.state}`, { tenant: view.tenant });
  if (kind === "whistle" && view.lead !== "") return t("request.stands.assigned", { unit: view.lead });
  return t(`request.stands.${kind}`, { tenant: view.tenant });
}

function useFacts(view: View): readonly Fact[] {
  const t = useText("appeals");
  const all: readonly (Fact | undefined)[] = [
    { name: t("request.facts.asker"), value: `${view.tenant} ${view.askedNumber}` },
    { name: t("request.facts.sent"), value: <Instant at={view.sentAt} /> },
    view.waitsUntil === null || view.answeredAt !== null
      ? undefined
      : { name: t("request.facts.waitsUntil"), value: <Deadline dueAtUtc={view.waitsUntil} /> },
    view.answeredAt === null ? undefined : { name: t("request.facts.answered"), value: <Instant at={view.answeredAt} /> },
    view.matterName === "" ? undefined : { name: t("columns.matter"), value: view.matterName },
    view.unit === "" ? undefined : { name: t("request.facts.unit"), value: view.unit },
    view.tier === ""
      ? undefined
      : { name: t("facts.tier"), value: t.has(`tiers.${view.tier}`) ? t(`tiers.${view.tier}`) : view.tier },
    view.wanted === "" ? undefined : { name: t("request.facts.wanted"), value: view.wanted },
    view.lead === "" ? undefined : { name: t("request.facts.lead"), value: view.lead },
  ];
  return all.filter((fact) => fact !== undefined);
}

function RequestActs({ view, state }: { readonly view: View; readonly state: FormState | undefined }) {
  const t = useText("appeals");
  return ACTS.filter(({ name }) => view.may.includes(name.slice(name.indexOf("/") + 1))).map((signature) => {
    if (signature.name !== assignRequest.name)
      return (
        <SignatureForm
          key={signature.name}
          signature={signature}
          state={state}
          omit={["id"]}
          options={{ unitId: unitOptions(view.candidates, t) }}
        />
      );
    return (
      <div key={signature.name} className="stack">
        <MatterChooser matters={view.matters} chosen={view.chosenMatter} units={view.units} />
        {view.chosenMatter === "" || view.units.length === 0 ? undefined : (
          <SignatureForm
            signature={signature}
            state={state}
            omit={["id", "matter"]}
            options={{ organizationId: unitOptions(view.units, t) }}
            values={{ organizationId: view.units[0]?.organizationId }}
          >
            <input type="hidden" name="matter" value={view.chosenMatter} />
          </SignatureForm>
        )}
      </div>
    );
  });
}

function Answer({ answer, kind }: { readonly answer: NonNullable<View["answer"]>; readonly kind: string }) {
  const t = useText("appeals");
  return (
    <Section title={t(`request.answers.${kind}`)}>
      <p>
        <strong>{t(`request.outcomes.${answer.outcome}`, { unit: answer.unit })}</strong>
      </p>
      <p className="prose pre">{answer.text}</p>
      <p className="small">
        {[answer.article === "" ? "" : t("restsOn", { article: answer.article }), answer.by].filter(Boolean).join(" · ")}
      </p>
    </Section>
  );
}
