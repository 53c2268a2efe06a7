import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  ActionButton,
  Confirm,
  Drawing,
  FactList,
  Instant,
  Meter,
  Notice,
  on,
  orRefuse,
  PageHead,
  Section,
  SignatureForm,
  submitForm,
  useTenantPath,
  useText,
  type Tone,
} from "#ui-kit/index.ts";
import { discardDraft } from "../contract/discard-draft.ts";
import { enactProcedure } from "../contract/enact-procedure.ts";
import { PROVING_SECONDS, readDraft } from "../contract/read-draft.ts";
import { DraftTrial } from "./draft-trial.tsx";
import { useFaultWords } from "./fault-words.ts";
import { ProcedureSteps } from "./procedure-steps.tsx";
import { useTitle } from "./version-line.tsx";

export const loader = async ({ params, context }: PageArgs<"tenant" | "id">) =>
  orRefuse(await context.call(readDraft, { id: params.id }));

export const action = (args: PageArgs<"tenant" | "id">) => {
  const list = `/t/${args.params.tenant}/cases/procedures`;
  const { id } = args.params;
  return submitForm(
    args,
    on(enactProcedure, { input: { id }, done: ({ key, version }) => `${list}/${key}/${version}` }),
    on(discardDraft, { done: () => list }),
  );
};

type View = PageProps<typeof loader>["loaderData"];
const TONES: Readonly<Record<View["verdict"], Tone>> = { ready: "good", faulty: "bad", undecided: "warn", unjudged: "info" };
const LOOK_AGAIN_SECONDS = 2;

/** A draft looked over: every reason why it cannot be enacted, or the form that enacts it. */
export default function DraftPage({ loaderData: view, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("cases");
  const path = useTenantPath();
  return (
    <article className="page">
      {view.verdict === "unjudged" ? <meta httpEquiv="refresh" content={String(LOOK_AGAIN_SECONDS)} /> : undefined}
      <PageHead
        title={t("draft.title", { title: useTitle()(view) })}
        lead={t("draft.lead")}
        crumbs={[{ href: path("cases/procedures"), words: t("procedures.title") }]}
      />
      <Notice tone={TONES[view.verdict]} title={t(`draft.verdicts.${view.verdict}`)}>
        <p>{view.verdict === "ready" ? t("procedures.soundMeans", { states: view.states }) : t(`draft.means.${view.verdict}`)}</p>
        {view.verdict === "unjudged" ? (
          <Meter label={t("draft.proving")} value={Math.min(view.provingSeconds ?? 0, PROVING_SECONDS)} outOf={PROVING_SECONDS} />
        ) : undefined}
        {view.faults.length === 0 ? undefined : <Faults faults={view.faults} />}
      </Notice>
      {view.trial === null ? undefined : <DraftTrial trial={view.trial} />}
      <Section title={t("draft.can")}>
        <p>
          <a className="button" href={path(`cases/procedures/drafts/${view.id}/edit`)}>
            {t("editor.open")}
          </a>
        </p>
        {view.verdict === "ready" ? <SignatureForm signature={enactProcedure} state={actionData} omit={["id"]} /> : undefined}
        <Confirm act={t("actions.discard-draft")}>
          <p>{t("draft.discardMeans")}</p>
          <ActionButton signature={discardDraft} values={{ id: view.id }} words={t("draft.discard")} />
        </Confirm>
      </Section>
      {view.svg === "" ? undefined : (
        <Section title={t("procedures.drawing")}>
          <div className="diagram">
            <Drawing svg={view.svg} />
          </div>
        </Section>
      )}
      {view.steps.length === 0 ? undefined : (
        <Section title={t("procedures.steps")}>
          <ProcedureSteps steps={view.steps} />
        </Section>
      )}
      <Section title={t("draft.about")}>
        <About view={view} />
      </Section>
    </article>
  );
}

function About({ view }: { readonly view: View }) {
  const t = useText("cases");
  const path = useTenantPath();
  const { newest, added, removed } = view;
  return (
    <FactList
      facts={[
        ...(newest === null
          ? []
          : [
              {
                name: t("draft.before"),
                value: (
                  <a href={path(`cases/procedures/${view.key}/${newest.version}`)}>
                    {t("case.versionFrom", { version: newest.version, day: newest.from })}
                  </a>
                ),
              },
            ]),
        { name: t("draft.added"), value: added.join(t("draft.comma")) || t("draft.none") },
        { name: t("draft.removed"), value: removed.join(t("draft.comma")) || t("draft.none") },
        {
          name: t("procedures.madeAt"),
          value: (
            <>
              <Instant at={view.madeAt} /> {view.madeBy}
            </>
          ),
        },
      ]}
    />
  );
}

function Faults({ faults }: Pick<View, "faults">) {
  const t = useText("cases");
  const wordsOf = useFaultWords();
  return (
    <ol className="stack">
      {faults.map((fault) => (
        <li key={`${fault.code} ${fault.element} ${fault.name} ${fault.detail}`}>
          {wordsOf(fault)}
          {fault.path.length === 0 ? undefined : <div>{t("draft.way", { way: fault.path.join(" → ") })}</div>}
          <div className="small soft" lang="en">
            {fault.element === "" ? undefined : <code>{fault.element}</code>} {fault.detail}
          </div>
        </li>
      ))}
    </ol>
  );
}
