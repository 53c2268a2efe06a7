import type { PageArgs, PageProps } from "#platform/page.ts";
import { Instant, orRefuse, PageHead, QrCode, Section, StatusTag, useSetting, useTenantPath, useText } from "#ui-kit/index.ts";
import { readMeeting } from "../contract/read-meeting.ts";
import { Hall } from "./quorum.tsx";
import { outcomeTone, useOutcome, useVotes, type View } from "./words.tsx";

/** The screen on the wall follows what happens in the hall; without script it is asked for again. */
export const handle = { live: ["halls"] };

export const loader = async ({ params, context }: PageArgs<"tenant" | "id">) =>
  orRefuse(await context.call(readMeeting, { id: params.id }));

/** For the screen in the hall: how many are here and are needed, and each item as it is decided. */
export default function HallPage({ loaderData: view }: PageProps<typeof loader>) {
  const t = useText("meetings");
  const path = useTenantPath();
  const { nowUtc } = useSetting();
  const votes = useVotes();
  const outcome = useOutcome();
  const { meeting } = view;
  return (
    <article className="page hall">
      <PageHead
        title={meeting.title}
        lead={t("hall.lead")}
        crumbs={[{ href: path(`meetings/${meeting.id}`), words: t("hall.back") }]}
      />
      <p className="small soft">
        {t("hall.asOf")} <Instant at={nowUtc} /> <a href={path(`meetings/${meeting.id}/hall`)}>{t("hall.again")}</a>
      </p>
      <Hall view={view} />
      <Door view={view} />
      <Section title={t("items.title")}>
        <ol>
          {view.items.map((item) => (
            <li key={item.id} value={item.number}>
              {item.title}{" "}
              <StatusTag tone={item.state === "voting" ? "info" : outcomeTone(item.outcome)}>
                {item.state === "decided" ? outcome(item) : t(`itemStates.${item.state}`)}
              </StatusTag>{" "}
              {votes(item)}
            </li>
          ))}
        </ol>
      </Section>
    </article>
  );
}

/** The code by which those in the hall sign themselves in; it changes, so the page asks for the newest. */
function Door({ view: { meeting, door } }: { readonly view: View }) {
  const t = useText("meetings");
  const path = useTenantPath();
  if (door === null) return undefined;
  if (door === "") {
    return (
      <p>
        {t("door.onTheDay")} <a href={path(`meetings/${meeting.id}/door`)}>{t("door.title")}</a>
      </p>
    );
  }
  return (
    <Section title={t("door.title")}>
      <div data-live-every="60">
        <QrCode path={`${path(`meetings/${meeting.id}/door`)}?code=${door}`} />
        <p>
          {t("door.scan")} <strong className="figures">{door}</strong>
        </p>
        <p className="small soft">{t("door.changes")}</p>
      </div>
    </Section>
  );
}
