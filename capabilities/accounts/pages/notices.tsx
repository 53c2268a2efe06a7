import type { PageArgs, PageProps } from "#platform/page.ts";
import { ActionButton, EmptyState, Instant, on, orRefuse, PageHead, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { listNotices } from "../contract/list-notices.ts";
import { markNoticesRead } from "../contract/mark-notices-read.ts";
import { useNoticeWords } from "./notice-words.ts";

/** Notices speak in the words of the capability they come from. */
export const handle = { texts: ["appeals", "cases", "organizations", "register", "rolls"] };

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(listNotices, {}));

export const action = async (args: PageArgs<"tenant">) =>
  await submitForm(args, on(markNoticesRead, { done: () => `/t/${args.params.tenant}/accounts/notices` }));

export default function NoticesPage({ loaderData }: PageProps<typeof loader, typeof action>) {
  const t = useText("accounts");
  const path = useTenantPath();
  const say = useNoticeWords();
  return (
    <article className="page">
      <PageHead title={t("notices.title")} lead={t("notices.lead")} />
      {loaderData.notices.length === 0 ? <EmptyState says={t("notices.empty")} /> : undefined}
      <ul className="notice-list">
        {loaderData.notices.map((notice) => (
          <li key={notice.id}>
            <a href={path(notice.path)}>
              {notice.readAt === null ? <strong>{say(notice.topic, notice.params)}</strong> : say(notice.topic, notice.params)}
            </a>{" "}
            <span className="small soft">
              <Instant at={notice.createdAt} />
            </span>
          </li>
        ))}
      </ul>
      {loaderData.notices.some((notice) => notice.readAt === null) ? (
        <ActionButton signature={markNoticesRead} values={{}} words={t("actions.mark-notices-read")} />
      ) : undefined}
    </article>
  );
}
