import type { PageArgs, PageProps } from "#platform/page.ts";
import { readMap } from "#capabilities/divisions/contract/read-map.ts";
import { readCourse } from "#capabilities/cases/contract/read-course.ts";
import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import {
  AreaMap,
  CasePage,
  Deadline,
  DraftSent,
  Drawing,
  Notice,
  on,
  orRefuse,
  PhotoGrid,
  Seal,
  Section,
  submitForm,
  useTenantPath,
  useText,
} from "#ui-kit/index.ts";
import { listOpenings } from "../contract/list-openings.ts";
import { coSignAppeal, takeBackCoSignature } from "../contract/co-sign-appeal.ts";
import { readAppeal } from "../contract/read-appeal.ts";
import { readRaiseForm } from "../contract/read-raise-form.ts";
import { suggestDispatch } from "../contract/suggest-dispatch.ts";
import { suggestRelease } from "../contract/suggest-release.ts";
import { ActForms, ACTS, type ActChoices } from "./appeal-acts.tsx";
import { appealFacts, type AppealView } from "./appeal-facts.tsx";
import { useAppealTimeline } from "./appeal-timeline.tsx";
import { DecisionSection } from "./decision.tsx";
import { Openings } from "./opening-list.tsx";
import { RetaliationSection } from "./retaliation-list.tsx";
import { Together } from "./together.tsx";
import { stateWords, toneOf } from "./listed-columns.tsx";

const RECEIPT = /(?:^|;\s*)gz_receipt=([0-9A-Za-z-]{8,40})/;

/** Where somebody comes who has just raised it: what was kept of it on the device goes. */
export const handle = { draft: true };

export const loader = async ({ request, params, context }: PageArgs<"tenant" | "number">) => {
  const appeal = orRefuse(await context.call(readAppeal, { number: params.number }));
  // A historic matter has no case, and so no course.
  const course = await context.call(readCourse, { number: appeal.number });
  const { seals } = orRefuse(await context.call(findSeals, { kind: "appeals.outcome", subjects: appeal.number }));
  const search = new URL(request.url).searchParams;
  const raised = search.has("raised");
  return {
    appeal,
    seal: seals.find(({ state }) => state !== "withdrawn"),
    course: "svg" in course ? course : undefined,
    choices: await loadChoices(context, appeal, search.get("matter") ?? ""),
    covered: appeal.may.includes("release-appeal") ? orRefuse(await context.call(suggestRelease, { id: appeal.id })) : undefined,
    raised,
    signedIn: context.viewer.signedIn !== undefined,
    unheard: search.get("raised") === "unheard",
    map: appeal.longitude === null ? undefined : orRefuse(await context.call(readMap, {})),
    // Shown once, right after raising, to whoever holds it: there is no other way back to an anonymous matter.
    receipt:
      raised && (appeal.mode === "anonymous" || appeal.mode === "sealed")
        ? RECEIPT.exec(request.headers.get("cookie") ?? "")?.[1]
        : undefined,
  };
};

/** What a dispatcher or lead chooses from; nobody else needs the powers list on this page. */
async function loadChoices(context: PageArgs["context"], appeal: View, asked: string): Promise<ActChoices> {
  const dispatches = appeal.may.includes("dispatch-appeal");
  const grounds = appeal.may.includes("ask-opening") ? await loadGrounds(context) : [];
  if (!dispatches && !CHOOSING.some((act) => appeal.may.includes(act)))
    return { units: [], matters: [], suggested: [], tiers: [], matter: "", grounds, parties: [] };
  const { matters, parties } = orRefuse(await context.call(readRaiseForm, {}));
  const suggest = async (matter: string) => orRefuse(await context.call(suggestDispatch, { id: appeal.id, matter }));
  // A clerk looks at one matter at a time: its units are the only ones the form offers, so none without the power can be chosen.
  const known = dispatches && matters.some(({ value }) => value === asked) ? asked : appeal.matterCode;
  const first = await suggest(known);
  const matter = known || (first.matters[0]?.code ?? "");
  const { matters: suggested, tiers, units } = matter === known ? first : await suggest(matter);
  return {
    units: matter === "" ? [] : units,
    matters,
    suggested,
    tiers,
    matter,
    grounds,
    parties: parties.map(({ value, name }) => ({ value, label: name })),
  };
}

async function loadGrounds(context: PageArgs["context"]): Promise<ActChoices["grounds"]> {
  const { grounds } = orRefuse(await context.call(listOpenings, {}));
  return grounds.map(({ key, text, textEn }) => ({ value: key, label: context.viewer.locale === "en" ? textEn : text }));
}

const CHOOSING = ["mark-complained-of", "transfer-appeal", "call-co-handler"];

export const action = async (args: PageArgs<"tenant" | "number">) => {
  const here = `/t/${args.params.tenant}/appeals/${args.params.number}`;
  const { id } = orRefuse(await args.context.call(readAppeal, { number: args.params.number }));
  const number = args.params.number;
  const standing = [coSignAppeal, takeBackCoSignature].map((signature) => on(signature, { input: { number }, done: () => here }));
  return await submitForm(args, ...ACTS.map((signature) => on(signature, { input: { id }, done: () => here })), ...standing);
};

export default function AppealPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { appeal, seal, course, choices, covered, raised, signedIn, unheard, receipt, map } = loaderData;
  const t = useText("appeals");
  const path = useTenantPath();
  const photos = appeal.photos.map(({ fileId }, index) => ({
    href: path(`files/${fileId}`),
    src: path(`files/${fileId}?thumbnail=1`),
    alt: t("photo", { number: index + 1 }),
  }));
  return (
    <CasePage
      title={appeal.title}
      number={appeal.number}
      crumbs={crumbsFor(appeal.reader, t, path)}
      state={{ words: stateWords(t, appeal), tone: toneOf(appeal.state) }}
      stands={standsOf(appeal, t)}
      deadline={dueOf(appeal)}
      seal={seal === undefined ? undefined : <Seal href={seal.index === null ? undefined : path(`record/${seal.index}`)} />}
      can={
        appeal.may.length === 0 ? undefined : (
          <ActForms may={appeal.may} choices={choices} covered={covered} state={actionData} appeal={appeal} />
        )
      }
      facts={appealFacts(appeal, t)}
      diagram={course === undefined || course.svg === "" ? undefined : <Drawing svg={course.svg} />}
      steps={(course?.steps ?? []).map((step) => ({ key: step.element, words: step.name, state: step.state }))}
      timeline={useAppealTimeline(appeal)}
    >
      {unheard ? (
        <Notice tone="warn" title={t("raised.unheardTitle")}>
          <p>{t("raised.unheard")}</p>
        </Notice>
      ) : undefined}
      {raised ? <Raised receipt={receipt} sealed={appeal.mode === "sealed"} /> : undefined}
      <Together appeal={appeal} signedIn={signedIn} />
      {appeal.decision === null ? undefined : <DecisionSection appeal={appeal} decision={appeal.decision} />}
      {appeal.openings.length === 0 ? undefined : <Openings openings={appeal.openings} resident={appeal.reader === "resident"} />}
      {appeal.reader === "resident" ? <RetaliationSection appeal={appeal} /> : undefined}
      {raised ? <DraftSent name={path("appeals/new")} /> : undefined}
      <Section title={t("words")}>
        <p className="prose pre">{appeal.text}</p>
        {appeal.place === "" ? undefined : <p>{t("at", { place: appeal.place })}</p>}
        {map === undefined || appeal.longitude === null || appeal.latitude === null ? undefined : (
          <AreaMap title={t("pointed")} of={map.path} shapes={map.features} pin={[appeal.longitude, appeal.latitude]} />
        )}
        {photos.length === 0 ? undefined : <PhotoGrid photos={photos} />}
      </Section>
    </CasePage>
  );
}

function Raised({ receipt, sealed }: { readonly receipt: string | undefined; readonly sealed: boolean }) {
  const t = useText("appeals");
  return (
    <Notice tone="good" title={t("raised.title")}>
      <p>{t("raised.next")}</p>
      {sealed ? <p>{t("raised.sealed")}</p> : undefined}
      {receipt === undefined ? undefined : (
        <p>
          {t("raised.receipt")}{" "}
          <strong className="figures receipt-code">
            {receipt
              .replaceAll(/[^0-9A-Z]/g, "")
              .match(/.{4}/g)
              ?.join("-")}
          </strong>
        </p>
      )}
    </Notice>
  );
}

type View = AppealView;

/** Where it is now; a matter that waits for a ruling from above waits for nobody here. */
function standsOf(appeal: View, t: ReturnType<typeof useText>): string {
  const reader = appeal.reader === "staff" ? "staff" : "resident";
  const asked = appeal.requests.find(
    ({ relation, answeredAt, withdrawnAt }) => relation === "appeals.dispute" && answeredAt === null && withdrawnAt === null,
  );
  if (appeal.state === "waiting" && asked !== undefined) return t(`stands.${reader}.disputed`, { tenant: asked.tenant });
  return t(`stands.${reader}.${appeal.state}`, { unit: appeal.unit || t("nobodyYet") });
}

function dueOf(appeal: View) {
  if (appeal.dueAt === null || appeal.state === "withdrawn") return undefined;
  const done = appeal.answeredAt === null ? {} : { doneAtUtc: appeal.answeredAt };
  return <Deadline dueAtUtc={appeal.dueAt} provisional={appeal.dueBy?.provisional === true} {...done} />;
}

function crumbsFor(reader: View["reader"], t: ReturnType<typeof useText>, path: (to: string) => string) {
  if (reader === "staff") return [{ href: path("appeals/desk"), words: t("desk.title") }];
  return reader === "resident"
    ? [{ href: path("appeals/mine"), words: t("mine.title") }]
    : [{ href: path("appeals"), words: t("public.title") }];
}
