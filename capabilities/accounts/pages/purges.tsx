import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  ActionButton,
  Count,
  EmptyState,
  FactList,
  Instant,
  Meter,
  on,
  orRefuse,
  PageHead,
  RefusalBox,
  Section,
  StatusTag,
  submitForm,
  useTenantPath,
  useText,
  type Tone,
} from "#ui-kit/index.ts";
import type { OutputOf } from "#platform/contract.ts";
import { listPurges, resumePurge, stopPurge } from "../contract/purges.ts";

type Purge = OutputOf<typeof listPurges>["purges"][number];

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(listPurges, {}));

export const action = async (args: PageArgs<"tenant">) => {
  const here = () => `/t/${args.params.tenant}/accounts/purges`;
  return await submitForm(args, on(stopPurge, { done: here }), on(resumePurge, { done: here }));
};

/** How far each of the night's purges is; to stop it and to let it go on. */
export default function PurgesPage({ loaderData: { purges }, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("accounts");
  const path = useTenantPath();
  return (
    <article className="page">
      <PageHead title={t("purges.title")} lead={t("purges.lead")} />
      {actionData?.refusal === undefined ? undefined : <RefusalBox refusal={actionData.refusal} texts="accounts" />}
      {purges.some(({ state }) => state === "running" || state === "waiting") ? (
        <p>
          <a className="button" href={path("accounts/purges")}>
            {t("jobs.again")}
          </a>
        </p>
      ) : undefined}
      {purges.length === 0 ? <EmptyState says={t("purges.empty")} /> : undefined}
      {purges.map((purge) => (
        <OnePurge key={purge.id} purge={purge} />
      ))}
    </article>
  );
}

const TONES: Readonly<Record<Purge["state"], Tone>> = {
  waiting: "neutral",
  running: "info",
  stopped: "warn",
  done: "good",
  failed: "bad",
};

function OnePurge({ purge }: { readonly purge: Purge }) {
  const t = useText("accounts");
  const { name, state, done, at, of, looked, beganAt, endedAt, may } = purge;
  const key = `purges.names.${name.slice(name.indexOf("/") + 1)}`;
  const facts = [
    { name: t("purges.began"), value: <Instant at={beganAt} /> },
    ...(endedAt === null ? [] : [{ name: t("jobs.endedAt"), value: <Instant at={endedAt} /> }]),
    ...(looked === null ? [] : [{ name: t("purges.looked"), value: <Count value={looked} /> }]),
    { name: t("purges.done"), value: <Count value={done} /> },
  ];
  return (
    <Section title={t.has(key) ? t(key) : name}>
      <p>
        <StatusTag tone={TONES[state]}>{t(`purges.states.${state}`)}</StatusTag>
      </p>
      {of === 0 ? undefined : <Meter label={t("purges.progress")} value={at} outOf={of} unit={t("purges.tables")} />}
      <FactList facts={facts} />
      {may.includes("stop-purge") ? (
        <ActionButton signature={stopPurge} values={{ name }} words={t("actions.stop-purge")} />
      ) : undefined}
      {may.includes("resume-purge") ? (
        <ActionButton signature={resumePurge} values={{ name }} words={t("actions.resume-purge")} main />
      ) : undefined}
    </Section>
  );
}
