import { Digest, Instant, useTenantPath, useText, type HomePartProps } from "#ui-kit/index.ts";
import type { PageContext } from "#platform/page.ts";
import { isRefusal } from "#platform/refusal.ts";
import { listNotices } from "../contract/list-notices.ts";
import { useNoticeWords } from "./notice-words.ts";

const FIRST = 3;

export const read = async (context: PageContext) => {
  const list = await context.call(listNotices, {});
  if (isRefusal(list)) return list;
  const unread = list.notices.filter(({ readAt }) => readAt === null);
  return unread.length === 0 ? undefined : unread;
};

/** What the reader has not read yet. */
export default function HomeNotices({ data: unread }: HomePartProps<typeof read>) {
  const t = useText("accounts");
  const path = useTenantPath();
  const say = useNoticeWords();
  return (
    <Digest
      title={t("home.unread")}
      lines={unread.slice(0, FIRST).map((notice) => ({
        key: notice.id,
        href: path(notice.path),
        words: say(notice.topic, notice.params),
        aside: <Instant at={notice.createdAt} />,
      }))}
      more={[{ href: path("accounts/notices"), words: t("home.notices", { count: unread.length }) }]}
    />
  );
}
