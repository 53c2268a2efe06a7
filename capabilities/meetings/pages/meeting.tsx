import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  CasePage,
  Day,
  FoldedForm,
  Instant,
  Notice,
  on,
  orRefuse,
  Seal,
  Section,
  SendLater,
  submitForm,
  useTenantPath,
  useText,
  type Fact,
  type FormState,
} from "#ui-kit/index.ts";
import { attachSigned } from "../contract/attach-signed.ts";
import { callOffMeeting } from "../contract/call-off-meeting.ts";
import { carryOut } from "../contract/carry-out.ts";
import { closeMeeting } from "../contract/close-meeting.ts";
import { countVotes } from "../contract/count-votes.ts";
import { endBallot } from "../contract/end-ballot.ts";
import { endUnheld } from "../contract/end-unheld.ts";
import { openMeeting } from "../contract/open-meeting.ts";
import { publishResult } from "../contract/publish-result.ts";
import { putToVote } from "../contract/put-to-vote.ts";
import { readMeeting } from "../contract/read-meeting.ts";
import { recountItem } from "../contract/recount-item.ts";
import { Items } from "./items.tsx";
import { Hall } from "./quorum.tsx";
import { toneOf, useCrowd, useNamed, type View } from "./words.tsx";

/** A teller's count is kept and sent later where the hall has no network. */
export const handle = { later: true };

export const loader = async ({ params, context }: PageArgs<"tenant" | "id">) => {
  const view = orRefuse(await context.call(readMeeting, { id: params.id }));
  const newest = view.publications.find(({ kind }) => kind === "result") ?? view.publications[0];
  if (newest === undefined) return { view, seal: undefined };
  const asked = { kind: `meetings.${newest.kind}`, subjects: `${params.id}/${newest.version}` };
  return { view, seal: orRefuse(await context.call(findSeals, asked)).seals[0] };
};

const ACTS = [openMeeting, endUnheld, closeMeeting, attachSigned, publishResult, callOffMeeting] as const;

export const action = (args: PageArgs<"tenant" | "id">) => {
  const { tenant, id } = args.params;
  const done = () => `/t/${tenant}/meetings/${id}`;
  return submitForm(
    args,
    ...ACTS.map((signature) => on(signature, { input: { id }, done })),
    ...[putToVote, countVotes, endBallot, recountItem, carryOut].map((signature) =>
      on(signature, { done: () => `${done()}#items` }),
    ),
  );
};

export default function MeetingPage({ loaderData: { view, seal }, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("meetings");
  const path = useTenantPath();
  const { meeting } = view;
  return (
    <CasePage
      title={meeting.title}
      crumbs={[{ href: path("meetings"), words: t("list.title") }]}
      state={{ words: t(meeting.published ? `published.${meeting.state}` : `states.${meeting.state}`), tone: toneOf(meeting) }}
      stands={t(`stands.${meeting.state}`, { day: meeting.day, place: meeting.place })}
      seal={
        view.publications.length === 0 ? undefined : (
          <Seal href={seal === undefined || seal.index === null ? undefined : path(`record/${seal.index}`)} />
        )
      }
      can={view.may.length === 0 ? undefined : <Acts view={view} state={actionData} />}
      facts={useFacts(view)}
      papers={[
        { href: path(`meetings/${meeting.id}/notice`), words: t("papers.notice") },
        ...(meeting.state === "closed" || meeting.state === "not-held"
          ? [{ href: path(`meetings/${meeting.id}/minutes`), words: t("papers.minutes") }]
          : []),
        ...view.papers.map((paper) => ({
          href: path(`files/${paper.id}`),
          words: paper.name,
          about: t(`papers.${paper.purpose}`),
        })),
      ]}
    >
      {view.own === null || !["called", "open"].includes(meeting.state) ? undefined : (
        <Notice tone="info">
          <p>
            {t("own.due")} {view.own.here ? undefined : <a href={path(`meetings/${meeting.id}/door`)}>{t("door.go")}</a>}
          </p>
        </Notice>
      )}
      {view.endedWhy === "" ? undefined : <p className="as-typed">{t("endedWhy", { why: view.endedWhy })}</p>}
      <SendLater name={`${meeting.id} counts`} />
      <Hall view={view} />
      <Items view={view} state={actionData} />
      <Corrections view={view} />
    </CasePage>
  );
}

function Acts({ view, state }: { readonly view: View; readonly state: FormState | undefined }) {
  const t = useText("meetings");
  const path = useTenantPath();
  return (
    <>
      {view.may.includes("read-attendance") ? (
        <p>
          <a className="button" href={path(`meetings/${view.meeting.id}/attendance`)}>
            {t("attendance.open")}
          </a>{" "}
          <a className="button" href={path(`meetings/${view.meeting.id}/hall`)}>
            {t("hall.open")}
          </a>
        </p>
      ) : undefined}
      {ACTS.filter(({ name }) => view.may.includes(name.slice("meetings/".length))).map((signature) => (
        <FoldedForm
          key={signature.name}
          signature={signature}
          state={state}
          omit={["id"]}
          accept={{ paperIds: "image/*,.pdf" }}
          help={t(`help.${signature.name.slice("meetings/".length)}`)}
        />
      ))}
    </>
  );
}

function useFacts(view: View): readonly Fact[] {
  const t = useText("meetings");
  const path = useTenantPath();
  const named = useNamed();
  const crowd = useCrowd();
  const { meeting, roll, rule } = view;
  const hash = <span className="figures as-typed small">{roll.sha256}</span>;
  const facts: readonly (Fact | undefined)[] = [
    { name: t("columns.kind"), value: named(view.kindName) },
    { name: t("columns.area"), value: [meeting.area, meeting.group].filter(Boolean).join(" · ") },
    { name: t("columns.at"), value: <Instant at={meeting.meetsAt} /> },
    { name: t("columns.place"), value: meeting.place },
    { name: t("facts.convener"), value: meeting.convener },
    { name: t("facts.chair"), value: view.chair },
    { name: t("facts.noticeDay"), value: <Day day={view.noticeDay} /> },
    view.latestNotice === null ? undefined : { name: t("facts.latestNotice"), value: <Day day={view.latestNotice} /> },
    { name: t("facts.due"), value: crowd(roll) },
    {
      name: t("facts.roll"),
      value: roll.id === null ? hash : <a href={path(`rolls/${roll.id}`)}>{hash}</a>,
    },
    {
      name: t("facts.rule"),
      value: t("facts.ruleOf", { text: rule.text, edition: rule.edition, title: rule.title, version: rule.version }),
    },
    view.seats === null ? undefined : { name: t("facts.seats"), value: t("facts.seatsOf", { seats: view.seats }) },
    view.facts.length === 0 ? undefined : { name: t("facts.stated"), value: view.facts.map(named).join("；") },
  ];
  return facts.filter((fact) => fact !== undefined);
}

function Corrections({ view }: { readonly view: View }) {
  const t = useText("meetings");
  const results = view.publications.filter(({ kind }) => kind === "result");
  if (results.length < 2) return undefined;
  return (
    <Section title={t("corrections.title")}>
      <ol reversed start={results[0]?.version ?? 1}>
        {results.map(({ version, reason, on: day }) => (
          <li key={version} value={version}>
            <Day day={day} /> {reason === "" ? t("corrections.first") : reason}
          </li>
        ))}
      </ol>
    </Section>
  );
}
