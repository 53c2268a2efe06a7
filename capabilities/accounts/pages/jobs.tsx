import type { PageArgs, PageProps } from "#platform/page.ts";
import { Instant, ListPage, orRefuse, StatusTag, useTenantPath, useText } from "#ui-kit/index.ts";
import { listJobs } from "../contract/list-jobs.ts";
import { useJobWords } from "./job-words.ts";

export const handle = { live: ["jobs"] };

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(listJobs, {}));

export default function JobsPage({ loaderData }: PageProps<typeof loader>) {
  const t = useText("accounts");
  const path = useTenantPath();
  const words = useJobWords();
  return (
    <ListPage
      title={t("jobs.title")}
      lead={t("jobs.lead")}
      signature={listJobs}
      columns={[
        {
          key: "name",
          head: t("jobs.name"),
          names: true,
          render: (job) => <a href={path(`accounts/jobs/${job.id}`)}>{words.title(job)}</a>,
        },
        { key: "state", head: t("jobs.state"), render: (job) => <StatusTag {...words.state(job)} /> },
        { key: "at", head: t("jobs.at"), render: (job) => <Instant at={job.createdAt} /> },
      ]}
      rows={loaderData.jobs}
      rowKey={(job) => job.id}
      empty={{ says: t("jobs.empty") }}
    />
  );
}
