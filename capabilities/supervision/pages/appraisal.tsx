import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  ActionButton,
  CasePage,
  Count,
  DataTable,
  Day,
  Deadline,
  on,
  orRefuse,
  Seal,
  Section,
  StatusTag,
  submitForm,
  useTenantPath,
  useText,
  type Column,
  type Fact,
} from "#ui-kit/index.ts";
import { openAppraisal } from "../contract/open-appraisal.ts";
import { readAppraisal } from "../contract/read-appraisal.ts";
import { appraisalState, toneOfState } from "./yearly-words.ts";

export const loader = async ({ params, context }: PageArgs<"tenant" | "number">) => {
  const view = orRefuse(await context.call(readAppraisal, { number: params.number }));
  const seals = await Promise.all(
    view.publications.map(async ({ version }) => {
      const asked = { kind: "supervision.appraisal", subjects: `${view.appraisal.number}/${version}` };
      return { version, index: orRefuse(await context.call(findSeals, asked)).seals[0]?.index ?? null };
    }),
  );
  return { view, seals };
};

export const action = async (args: PageArgs<"tenant" | "number">) => {
  const { appraisal } = orRefuse(await args.context.call(readAppraisal, { number: args.params.number }));
  const done = () => `/t/${args.params.tenant}/supervision/appraisals/${appraisal.number}`;
  return await submitForm(args, on(openAppraisal, { input: { area: appraisal.path, year: appraisal.year }, done }));
};

type View = PageProps<typeof loader>["loaderData"]["view"];
type Member = View["members"][number];

/** Who was judged by whom, what the ballots said, and what followed by law. In the order of the posts. */
export default function AppraisalPage({ loaderData }: PageProps<typeof loader, typeof action>) {
  const { view, seals } = loaderData;
  const { appraisal } = view;
  const t = useText("supervision");
  const path = useTenantPath();
  const state = appraisalState(appraisal);
  const last = seals.at(-1)?.index;
  return (
    <CasePage
      title={t("appraisals.page", { organization: appraisal.organization, year: appraisal.year })}
      number={appraisal.number}
      crumbs={[
        { href: path("supervision"), words: t("list.title") },
        { href: path("supervision/appraisals"), words: t("appraisals.title") },
      ]}
      state={{ words: t(`appraisalStates.${state}`), tone: toneOfState(state) }}
      stands={t(`appraisalStands.${state}`, { who: appraisal.presidedBy, day: appraisal.dueOn })}
      deadline={appraisal.done ? undefined : <Deadline dueAtUtc={`${appraisal.dueOn}T16:00:00.000Z`} />}
      seal={seals.length === 0 ? undefined : <Seal href={typeof last === "number" ? path(`record/${last}`) : undefined} />}
      can={view.may.includes("open-appraisal") ? <Can view={view} /> : undefined}
      facts={useFacts(view, seals)}
    >
      <Section title={t("appraisals.members")}>
        <DataTable caption={t("appraisals.members")} rows={view.members} rowKey={({ number }) => number} columns={useColumns()} />
        {view.members.map((member) => (
          <Followed key={member.number} member={member} />
        ))}
        <p className="small soft">{t("appraisals.what", { count: view.inARow })}</p>
        <p className="small soft">{t("appraisals.how")}</p>
      </Section>
      {view.why === "" ? undefined : (
        <Section title={t("appraisals.counted")}>
          <p className="prose pre">{view.why}</p>
        </Section>
      )}
    </CasePage>
  );
}

function Can({ view: { appraisal } }: { readonly view: View }) {
  const t = useText("supervision");
  const path = useTenantPath();
  return (
    <>
      <p>{t("appraisals.conveneHelp")}</p>
      <p>
        <a className="button main" href={path(`meetings/new?area=${appraisal.path}&about=${appraisal.number}`)}>
          {t("appraisals.convene")}
        </a>
      </p>
      <p className="small soft">{t("appraisals.refresh")}</p>
      <ActionButton signature={openAppraisal} values={{}} words={t("appraisals.again")} />
    </>
  );
}

const TONE = { competent: "good", incompetent: "bad", undecided: "neutral" } as const;

function useColumns(): readonly Column<Member>[] {
  const t = useText("supervision");
  const count = (name: keyof NonNullable<Member["votes"]>): Column<Member> => ({
    key: name,
    head: t(`appraisals.${name}`),
    numeric: true,
    render: ({ votes }) => (votes === null ? "—" : <Count value={votes[name]} />),
  });
  return [
    { key: "holder", head: t("appraisals.member"), names: true, render: (row) => row.holder },
    { key: "title", head: t("appraisals.post"), render: (row) => row.title },
    count("competent"),
    count("incompetent"),
    count("abstain"),
    count("invalid"),
    {
      key: "outcome",
      head: t("appraisals.outcome"),
      render: ({ outcome }) => (outcome === null ? "—" : <StatusTag tone={TONE[outcome]}>{t(`outcomes.${outcome}`)}</StatusTag>),
    },
  ];
}

/** What the law ties to the result, and why somebody was not judged. */
function Followed({ member: { holder, title, endedOn, leftOn } }: { readonly member: Member }) {
  const t = useText("supervision");
  if (endedOn === null && leftOn === null) return undefined;
  const said = endedOn === null ? t("appraisals.left", { day: leftOn ?? "" }) : t("appraisals.ended", { day: endedOn });
  return (
    <p>
      <strong>
        {holder} {title}
      </strong>{" "}
      {said}
    </p>
  );
}

function useFacts(view: View, seals: PageProps<typeof loader>["loaderData"]["seals"]): readonly Fact[] {
  const t = useText("supervision");
  const path = useTenantPath();
  const { appraisal, rule, members } = view;
  const meetings = [...new Set(members.flatMap(({ meetingId }) => meetingId ?? []))];
  return [
    { name: t("columns.area"), value: appraisal.area },
    {
      name: t("audits.organization"),
      value: <a href={path(`organizations/${appraisal.organizationId}`)}>{appraisal.organization}</a>,
    },
    { name: t("appraisals.presidedBy"), value: appraisal.presidedBy },
    ...(appraisal.heldOn === null ? [] : [{ name: t("appraisals.heldOn"), value: <Day day={appraisal.heldOn} /> }]),
    ...meetings.map((id) => ({
      name: t("appraisals.meeting"),
      value: <a href={path(`meetings/${id}`)}>{t("appraisals.meeting")}</a>,
    })),
    {
      name: t("columns.rule"),
      value: <a href={path(`rules/${rule.id}`)}>{t("ruleOf", { title: rule.title, version: rule.version })}</a>,
    },
    ...seals.map(({ version, index }) => ({
      name: t("appraisals.sealOf", { version }),
      value: <Seal href={index === null ? undefined : path(`record/${index}`)} />,
    })),
  ];
}
