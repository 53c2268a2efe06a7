import type { PageArgs, PageProps } from "#platform/page.ts";
import { Count, FactList, Instant, Meter, Notice, orRefuse, PageHead, StatusTag, useTenantPath, useText } from "#ui-kit/index.ts";
import { readJob } from "../contract/read-job.ts";
import { useJobWords } from "./job-words.ts";

/** Watched as it goes. */
export const handle = { live: ["jobs"] };

export const loader = async ({ params, context }: PageArgs<"tenant" | "id">) =>
  orRefuse(await context.call(readJob, { id: params.id }));

/** How far a piece of long work is: to be watched, or left. */
export default function JobPage({ loaderData: job }: PageProps<typeof loader>) {
  const t = useText("accounts");
  const path = useTenantPath();
  const words = useJobWords();
  const open = job.endedAt === null;
  const leadsTo = job.result?.["path"];
  return (
    <article className="page">
      <PageHead title={words.title(job)} lead={t(open ? "jobs.mayLeave" : `jobs.said.${job.state}`)} />
      <p>
        <StatusTag {...words.state(job)} />
      </p>
      {open ? (
        <noscript>
          <p>
            <a className="button" href={path(`accounts/jobs/${job.id}`)}>
              {t("jobs.again")}
            </a>
          </p>
        </noscript>
      ) : undefined}
      {job.total === null ? undefined : <Meter label={t("jobs.progress")} value={job.done} outOf={job.total} />}
      {job.failure === null ? undefined : (
        <Notice tone="warn">
          <p>{open ? t("jobs.triesAgain") : words.failure({ ...job, failure: job.failure })}</p>
        </Notice>
      )}
      {typeof leadsTo === "string" ? (
        <p>
          <a className="button main" href={path(leadsTo)}>
            {t("jobs.open")}
          </a>
        </p>
      ) : undefined}
      <FactList
        facts={[
          { name: t("jobs.at"), value: <Instant at={job.createdAt} /> },
          ...(job.endedAt === null ? [] : [{ name: t("jobs.endedAt"), value: <Instant at={job.endedAt} /> }]),
          { name: t("jobs.done"), value: <Count value={job.done} /> },
        ]}
      />
      <p>
        <a href={path("accounts/jobs")}>{t("jobs.all")}</a>
      </p>
    </article>
  );
}
