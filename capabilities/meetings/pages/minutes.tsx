import type { PageArgs, PageProps } from "#platform/page.ts";
import { DocumentPage, FactList, Instant, orRefuse, useTenantPath, useText } from "#ui-kit/index.ts";
import { readMeeting } from "../contract/read-meeting.ts";
import { Reasons, useCrowd, useHere, useNamed, useOutcome, useVotes } from "./words.tsx";

export const loader = async ({ params, context }: PageArgs<"tenant" | "id">) =>
  orRefuse(await context.call(readMeeting, { id: params.id }));

/** The minutes, made of what happened; only what was said is anybody's own words. Printed for signature. */
export default function MinutesPage({ loaderData: view }: PageProps<typeof loader>) {
  const t = useText("meetings");
  const path = useTenantPath();
  const named = useNamed();
  const votes = useVotes();
  const crowd = useCrowd();
  const present = useHere();
  const outcome = useOutcome();
  const { meeting, roll, here } = view;
  return (
    <DocumentPage
      title={t("minutes.title", { title: meeting.title })}
      issuer={meeting.convener}
      crumbs={[{ href: path(`meetings/${meeting.id}`), words: meeting.title }]}
      day={meeting.day}
      qrPath={path(`meetings/${meeting.id}`)}
      notes={<p>{t("minutes.notes")}</p>}
      attachments={
        <div className="signatures">
          <p>{t("minutes.chairSigns")}</p>
          <p>{t("minutes.tellersSign")}</p>
          <p>{t("minutes.writerSigns")}</p>
        </div>
      }
    >
      <FactList
        facts={[
          { name: t("columns.kind"), value: named(view.kindName) },
          { name: t("columns.at"), value: <Instant at={meeting.meetsAt} /> },
          { name: t("columns.place"), value: meeting.place },
          { name: t("facts.chair"), value: view.chair },
          { name: t("facts.due"), value: crowd(roll) },
          { name: t("quorum.here"), value: present(here) },
          ...(view.facts.length === 0 ? [] : [{ name: t("facts.stated"), value: view.facts.map(named).join("；") }]),
        ]}
      />
      <Reasons reasons={view.reasons} />
      {view.items.map((item) => (
        <section key={item.id}>
          <h2>
            {item.number}. {item.title}
          </h2>
          <p className="pre">{item.wording}</p>
          {item.votes === null ? (
            <p>{t("minutes.notVoted")}</p>
          ) : (
            <p>
              {item.method === null ? "" : t(`methods.${item.method}`)} {votes(item)} <strong>{outcome(item)}</strong>
            </p>
          )}
          <Reasons reasons={item.reasons} />
        </section>
      ))}
      {view.discussion === "" ? undefined : (
        <>
          <h2>{t("minutes.discussion")}</h2>
          <p className="pre">{view.discussion}</p>
        </>
      )}
    </DocumentPage>
  );
}
