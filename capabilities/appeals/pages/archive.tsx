import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  ActionButton,
  Count,
  Day,
  EmptyState,
  FactList,
  Instant,
  Meter,
  on,
  orRefuse,
  PageHead,
  RefusalBox,
  Seal,
  Section,
  StatusTag,
  submitForm,
  useTenantPath,
  useText,
  type Tone,
} from "#ui-kit/index.ts";
import type { OutputOf } from "#platform/contract.ts";
import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import { listArchivings, resumeArchiving, startArchiving, stopArchiving } from "../contract/archive.ts";

type Archiving = OutputOf<typeof listArchivings>["archivings"][number];

/** Watched as it goes, by whoever started it; others load the page again. */
export const handle = { live: ["jobs"] };

export const loader = async ({ context }: PageArgs<"tenant">) => {
  const list = orRefuse(await context.call(listArchivings, {}));
  const subjects = list.archivings.map(({ id }) => id).join(",");
  const { seals } =
    subjects === "" ? { seals: [] } : orRefuse(await context.call(findSeals, { kind: "appeals.archiving", subjects }));
  return { ...list, seals };
};

export const action = async (args: PageArgs<"tenant">) => {
  const here = () => `/t/${args.params.tenant}/appeals/archive`;
  return await submitForm(
    args,
    on(startArchiving, { done: here }),
    on(stopArchiving, { done: here }),
    on(resumeArchiving, { done: here }),
  );
};

/** What is archived, by whom it was started and how far it is; to start, to stop, to let go on. */
export default function ArchivePage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("appeals");
  const path = useTenantPath();
  const { archivings, closedBefore, mayStart, seals } = loaderData;
  const under = archivings.some(({ state }) => state === "running");
  return (
    <article className="page">
      <PageHead title={t("archive.title")} lead={t("archive.lead")} />
      {actionData?.refusal === undefined ? undefined : <RefusalBox refusal={actionData.refusal} texts="appeals" />}
      {closedBefore === null ? (
        <p>{t("archive.noRule")}</p>
      ) : mayStart ? (
        <>
          <p>{t("archive.wouldTake", { day: closedBefore })}</p>
          <ActionButton signature={startArchiving} values={{}} words={t("actions.start-archiving")} main />
        </>
      ) : undefined}
      {under ? (
        <p>
          <a className="button" href={path("appeals/archive")}>
            {t("archive.again")}
          </a>
        </p>
      ) : undefined}
      {archivings.length === 0 ? <EmptyState says={t("archive.empty")} /> : undefined}
      {archivings.map((one) => (
        <OneArchiving key={one.id} archiving={one} seal={seals.find(({ subject }) => subject === one.id)} />
      ))}
      <p>
        <a href={`${path("appeals/desk")}?archived=yes`}>{t("archive.see")}</a>
      </p>
    </article>
  );
}

const TONES: Readonly<Record<Archiving["state"], Tone>> = { running: "info", stopped: "warn", done: "good" };

type Sealed = OutputOf<typeof findSeals>["seals"][number];

function OneArchiving({ archiving, seal }: { readonly archiving: Archiving; readonly seal: Sealed | undefined }) {
  const path = useTenantPath();
  const t = useText("appeals");
  const { id, state, by, startedAt, endedAt, closedBefore, ruleVersion, days, ofDays, looked, archived, digest, parts, may } =
    archiving;
  const facts = [
    { name: t("archive.by"), value: by },
    { name: t("archive.startedAt"), value: <Instant at={startedAt} /> },
    ...(endedAt === null ? [] : [{ name: t("archive.endedAt"), value: <Instant at={endedAt} /> }]),
    { name: t("archive.closedBefore"), value: <Day day={closedBefore} /> },
    { name: t("archive.rule"), value: t("archive.ruleVersion", { version: ruleVersion }) },
    { name: t("archive.looked"), value: <Count value={looked} /> },
    { name: t("archive.archivedCount"), value: <Count value={archived} /> },
    ...(digest === "" ? [] : [{ name: t("archive.digest"), value: <code className="figures">{digest}</code> }]),
  ];
  return (
    <Section title={t("archive.oneTitle", { day: closedBefore })}>
      <p>
        <StatusTag tone={TONES[state]}>{t(`archive.states.${state}`)}</StatusTag>{" "}
        {seal === undefined ? undefined : <Seal href={seal.index === null ? undefined : path(`record/${seal.index}`)} />}
      </p>
      {ofDays === 0 ? undefined : <Meter label={t("archive.progress")} value={days} outOf={ofDays} unit={t("archive.days")} />}
      <FactList facts={facts} />
      {parts === 0 ? undefined : <Register id={id} parts={parts} />}
      {may.includes("stop-archiving") ? (
        <ActionButton signature={stopArchiving} values={{ id }} words={t("actions.stop-archiving")} />
      ) : undefined}
      {may.includes("resume-archiving") ? (
        <ActionButton signature={resumeArchiving} values={{ id }} words={t("actions.resume-archiving")} main />
      ) : undefined}
    </Section>
  );
}

/** What was archived, file by file. */
function Register({ id, parts }: { readonly id: string; readonly parts: number }) {
  const t = useText("appeals");
  const path = useTenantPath();
  const files = Array.from({ length: parts }, (_, index) => index + 1).map((part) => ({
    name: t("archive.part", { part }),
    value: (["csv", "json"] as const).map((format) => (
      <span key={format}>
        <a className="alone" href={`${path("appeals/archive-file")}?id=${id}&part=${part}&format=${format}`}>
          {format.toUpperCase()}
        </a>{" "}
      </span>
    )),
  }));
  return (
    <details>
      <summary>{t("archive.register")}</summary>
      <p className="soft small">{t("archive.registerLead", { command: "gongzhi verify archive" })}</p>
      <FactList facts={files} />
    </details>
  );
}
