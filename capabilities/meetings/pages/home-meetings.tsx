import { Digest, Instant, useTenantPath, useText, type HomePartProps } from "#ui-kit/index.ts";
import type { PageContext } from "#platform/page.ts";
import { isRefusal } from "#platform/refusal.ts";
import { listMeetings } from "../contract/list-meetings.ts";
import { MeetingState } from "./words.tsx";

const FIRST = 4;

export const read = async (context: PageContext) => {
  const list = await context.call(listMeetings, {});
  if (isRefusal(list)) return list;
  const next = [...list.coming, ...list.past].slice(0, FIRST);
  return next.length === 0 ? undefined : next;
};

/** The meetings that come next, then those whose result came last. */
export default function HomeMeetings({ data: next }: HomePartProps<typeof read>) {
  const t = useText("meetings");
  const path = useTenantPath();
  return (
    <Digest
      title={t("list.title")}
      lines={next.map((meeting) => ({
        key: meeting.id,
        href: path(`meetings/${meeting.id}`),
        words: meeting.title,
        aside: (
          <>
            <MeetingState meeting={meeting} /> <Instant at={meeting.meetsAt} />
          </>
        ),
      }))}
      more={[
        { href: path("meetings"), words: t("home.all") },
        { href: path("meetings/initiatives"), words: t("menu.initiatives") },
      ]}
    />
  );
}
