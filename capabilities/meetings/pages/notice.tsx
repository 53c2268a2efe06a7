import type { PageArgs, PageProps } from "#platform/page.ts";
import { DocumentPage, FactList, Instant, orRefuse, useTenantPath, useText } from "#ui-kit/index.ts";
import { readMeeting } from "../contract/read-meeting.ts";
import { useCrowd, useNamed } from "./words.tsx";

export const loader = async ({ params, context }: PageArgs<"tenant" | "id">) =>
  orRefuse(await context.call(readMeeting, { id: params.id }));

/** The notice as it hangs on the board: who is due, when and where, and what is to be decided, word for word. */
export default function NoticePage({ loaderData: view }: PageProps<typeof loader>) {
  const t = useText("meetings");
  const path = useTenantPath();
  const named = useNamed();
  const crowd = useCrowd();
  const { meeting, roll } = view;
  return (
    <DocumentPage
      title={t("notice.title", { title: meeting.title })}
      issuer={meeting.convener}
      crumbs={[{ href: path(`meetings/${meeting.id}`), words: meeting.title }]}
      addressed={t(`notice.to.${meeting.form}`)}
      day={view.noticeDay}
      qrPath={path(`meetings/${meeting.id}`)}
      poster
      notes={<p>{t("notice.notes", { persons: roll.persons, sha256: roll.sha256.slice(0, 16) })}</p>}
    >
      <p>{t("notice.opening", { kind: named(view.kindName) })}</p>
      <FactList
        facts={[
          { name: t("columns.at"), value: <Instant at={meeting.meetsAt} /> },
          { name: t("columns.place"), value: meeting.place },
          { name: t("facts.chair"), value: view.chair },
          { name: t("facts.due"), value: crowd(roll) },
        ]}
      />
      {roll.floorDm2 === null ? undefined : <p>{t("notice.owners")}</p>}
      <h2>{t("items.title")}</h2>
      <ol>
        {view.items.map((item) => (
          <li key={item.id}>
            <strong>{item.title}</strong>
            <p className="pre">{item.wording}</p>
          </li>
        ))}
      </ol>
    </DocumentPage>
  );
}
