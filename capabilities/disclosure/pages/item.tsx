import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  CasePage,
  Day,
  Deadline,
  FoldedForm,
  Notice,
  on,
  orRefuse,
  Seal,
  submitForm,
  useTenantPath,
  useText,
  type Fact,
  type FormState,
} from "#ui-kit/index.ts";
import { beginCorrection } from "../contract/begin-correction.ts";
import { beginDraft } from "../contract/begin-draft.ts";
import { complainOfSilence } from "../contract/complain-of-silence.ts";
import { fixDraft } from "../contract/fix-draft.ts";
import { objectToDisclosure } from "../contract/object-to-disclosure.ts";
import { publishDisclosure } from "../contract/publish-disclosure.ts";
import { readDisclosure } from "../contract/read-disclosure.ts";
import { replyToObjection } from "../contract/reply-to-objection.ts";
import { reviewDraft } from "../contract/review-draft.ts";
import { ruleOnObjection } from "../contract/rule-on-objection.ts";
import { sendToReview } from "../contract/send-to-review.ts";
import { takeDown } from "../contract/take-down.ts";
import { takeUpward } from "../contract/take-upward.ts";
import { Changes } from "./changes.tsx";
import { Draft } from "./draft-part.tsx";
import { Objections } from "./objections.tsx";
import { Sections } from "./sections.tsx";
import { MaybeDay, stateOf, usePeriod, type View } from "./words.tsx";

export const loader = async ({ params, context }: PageArgs<"tenant" | "id">) => {
  const view = orRefuse(await context.call(readDisclosure, { id: params.id }));
  if (view.item.versions === 0) return { view, seal: undefined };
  const asked = { kind: "disclosure.item", subjects: `${params.id}/${view.item.versions}` };
  return { view, seal: orRefuse(await context.call(findSeals, asked)).seals[0] };
};

/** In the order of their steps. */
const ACTS = [
  beginDraft,
  sendToReview,
  reviewDraft,
  fixDraft,
  publishDisclosure,
  takeDown,
  beginCorrection,
  objectToDisclosure,
  complainOfSilence,
] as const;

export const action = (args: PageArgs<"tenant" | "id">) => {
  const { tenant, id } = args.params;
  const page = `/t/${tenant}/disclosure/${id}`;
  const draft = () => `${page}/draft`;
  return submitForm(
    args,
    on(beginDraft, { input: { id }, done: draft }),
    on(beginCorrection, { input: { id }, done: draft }),
    ...ACTS.filter((one) => one !== beginDraft && one !== beginCorrection).map((signature) =>
      on(signature, { input: { id }, done: () => page }),
    ),
    ...[replyToObjection, takeUpward, ruleOnObjection].map((signature) => on(signature, { done: () => `${page}#objections` })),
  );
};

export default function ItemPage({ loaderData: { view, seal }, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("disclosure");
  const path = useTenantPath();
  const { item } = view;
  const published = item.versions > 0;
  return (
    <CasePage
      title={item.title}
      crumbs={[{ href: path("disclosure"), words: t("board.title") }]}
      state={stateOf(t, item)}
      stands={t(`stands.${standsOf(view)}`, { day: item.shownUntil ?? item.dueOn, owner: item.owner || t("noOwner") })}
      deadline={published ? undefined : <Deadline dueAtUtc={`${item.dueOn}T16:00:00.000Z`} />}
      seal={
        published ? (
          <Seal href={seal === undefined || seal.index === null ? undefined : path(`record/${seal.index}`)} />
        ) : undefined
      }
      can={view.may.length === 0 ? undefined : <Acts view={view} state={actionData} />}
      facts={useFacts(view)}
      papers={[
        ...(published
          ? [
              { href: path(`disclosure/${item.id}/poster`), words: t("poster.open") },
              { href: path(`disclosure/${item.id}/poster.pdf`), words: t("poster.pdf", { size: "A4" }) },
              { href: path(`disclosure/${item.id}/poster.pdf?size=A3`), words: t("poster.pdf", { size: "A3" }) },
              { href: path(`supervision?about=disclosure/${item.id}`), words: t("supervised") },
            ]
          : []),
        ...view.papers.map((paper) => ({ href: path(`files/${paper.id}`), words: paper.name })),
      ]}
    >
      <Told view={view} />
      {published ? (
        <div className="prose stack published">
          <Sections sections={view.sections} />
        </div>
      ) : undefined}
      <Draft view={view} />
      <Changes view={view} />
      <Objections view={view} state={actionData} />
    </CasePage>
  );
}

function standsOf({ item }: View): string {
  if (item.versions > 0) return item.takenDownOn === null ? "shown" : "taken-down";
  return item.late ? "late" : "due";
}

/** What a reader must know before the text: an order of the township, a correction under way. */
function Told({ view }: { readonly view: View }) {
  const t = useText("disclosure");
  return (
    <>
      {view.orderedBy === null ? undefined : (
        <Notice tone={view.orderLate ? "bad" : "warn"}>
          <p>{t(view.orderLate ? "told.orderLate" : "told.ordered", { day: view.orderedBy })}</p>
        </Notice>
      )}
      {view.item.versions > 0 && view.correcting !== "" ? (
        <Notice tone="info">
          <p>{t("told.correcting", { reason: view.correcting })}</p>
        </Notice>
      ) : undefined}
    </>
  );
}

function Acts({ view, state }: { readonly view: View; readonly state: FormState | undefined }) {
  const t = useText("disclosure");
  const path = useTenantPath();
  return (
    <>
      {view.may.includes("edit-draft") ? (
        <p>
          <a className="button main" href={path(`disclosure/${view.item.id}/draft`)}>
            {t("actions.edit-draft")}
          </a>
        </p>
      ) : undefined}
      {ACTS.filter(({ name }) => view.may.includes(name.slice("disclosure/".length))).map((signature) => (
        <FoldedForm
          key={signature.name}
          signature={signature}
          state={state}
          omit={["id"]}
          options={{ sources: view.sources.map(({ value, name }) => ({ value, label: name })) }}
          help={t(`help.${signature.name.slice("disclosure/".length)}`)}
        />
      ))}
    </>
  );
}

function useFacts(view: View): readonly Fact[] {
  const t = useText("disclosure");
  const path = useTenantPath();
  const period = usePeriod();
  const { item, rule, review, fixed } = view;
  const verdict = review.verdict === null ? (review.silent ? "silent" : "waiting") : review.verdict;
  const facts: readonly (Fact | undefined)[] = [
    { name: t("columns.area"), value: <a href={path(`disclosure?area=${item.path}`)}>{item.area}</a> },
    { name: t("columns.subject"), value: t(`subjects.${item.subject}`) },
    { name: t("columns.period"), value: period(item) },
    { name: t("facts.owner"), value: item.owner || t("noOwner") },
    { name: t("facts.dueOn"), value: <Day day={item.dueOn} /> },
    item.firstOn === null ? undefined : { name: t("facts.firstOn"), value: <Day day={item.firstOn} /> },
    item.shownUntil === null ? undefined : { name: t("facts.shownUntil"), value: <Day day={item.shownUntil} /> },
    view.objectionsUntil === null ? undefined : { name: t("facts.objectionsUntil"), value: <Day day={view.objectionsUntil} /> },
    review.sentOn === null
      ? undefined
      : {
          name: t("facts.review"),
          value: (
            <>
              {t(`verdicts.${verdict}`)} {review.on === null ? undefined : <Day day={review.on} />}
              {review.opinion === "" ? undefined : <p className="small pre">{review.opinion}</p>}
            </>
          ),
        },
    fixed.on === null
      ? undefined
      : {
          name: t("facts.fixed"),
          value: (
            <>
              <MaybeDay day={fixed.on} /> {fixed.reference}
            </>
          ),
        },
    {
      name: t("facts.rule"),
      value: (
        <a href={path(`rules/${rule.id}`)}>
          {rule.article === ""
            ? t("facts.ruleLocal", { title: rule.title, version: rule.version })
            : t("facts.ruleOf", { title: rule.title, version: rule.version, law: rule.law, article: rule.article })}
        </a>
      ),
    },
    view.initiativeId === null
      ? undefined
      : {
          name: t("facts.forced"),
          value: <a href={path(`meetings/initiatives/${view.initiativeId}`)}>{t("facts.toInitiative")}</a>,
        },
  ];
  return facts.filter((fact) => fact !== undefined);
}
