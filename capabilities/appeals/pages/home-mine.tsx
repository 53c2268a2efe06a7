import { Deadline, Digest, StatusTag, useTenantPath, useText, type HomePartProps } from "#ui-kit/index.ts";
import type { PageContext } from "#platform/page.ts";
import { isRefusal } from "#platform/refusal.ts";
import { listMyAppeals } from "../contract/list-my-appeals.ts";
import { stateWords, toneOf } from "./listed-columns.tsx";

const FIRST = 3;

export const read = async (context: PageContext) => {
  const mine = await context.call(listMyAppeals, {});
  if (isRefusal(mine)) return mine;
  const open = mine.appeals.filter(({ state }) => state === "waiting" || state === "handling" || state === "answered");
  // What waits for the reader's own word comes first.
  const first = [...open.filter(({ state }) => state === "answered"), ...open.filter(({ state }) => state !== "answered")];
  return open.length === 0 ? undefined : { first: first.slice(0, FIRST), count: mine.appeals.length };
};

/** The reader's own appeals that are not closed. */
export default function HomeMine({ data: { first, count } }: HomePartProps<typeof read>) {
  const t = useText("appeals");
  const path = useTenantPath();
  return (
    <Digest
      title={t("menu.mine")}
      lines={first.map((row) => ({
        key: row.id,
        href: path(`appeals/${row.number}`),
        words: row.title,
        aside: (
          <>
            <StatusTag tone={toneOf(row.state)}>{row.state === "answered" ? t("home.judge") : stateWords(t, row)}</StatusTag>{" "}
            {row.dueAt === null || row.state === "answered" ? undefined : <Deadline dueAtUtc={row.dueAt} />}
          </>
        ),
      }))}
      more={[{ href: path("appeals/mine"), words: t("home.all", { count }) }]}
    />
  );
}
