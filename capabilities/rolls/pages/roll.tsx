import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  DataTable,
  Day,
  dayOf,
  FactList,
  FoldedForm,
  formatFloor,
  Notice,
  on,
  orRefuse,
  PageHead,
  Section,
  StatusTag,
  submitForm,
  Timeline,
  useSetting,
  useTenantPath,
  useText,
  useViewer,
  type Column,
  type FormState,
} from "#ui-kit/index.ts";
import { correctRoll } from "../contract/correct-roll.ts";
import { objectToRoll } from "../contract/object-to-roll.ts";
import { readRoll } from "../contract/read-roll.ts";
import { rejectObjection } from "../contract/reject-objection.ts";

export const loader = async ({ params, context }: PageArgs<"tenant" | "id">) => ({
  ...orRefuse(await context.call(readRoll, { id: params.id })),
  today: dayOf(new Date().toISOString()),
});

export const action = (args: PageArgs<"tenant" | "id">) => {
  const { id } = args.params;
  const done = () => `/t/${args.params.tenant}/rolls/${id}`;
  return submitForm(
    args,
    on(correctRoll, { input: { id }, done }),
    on(objectToRoll, { input: { id }, done }),
    on(rejectObjection, { done }),
  );
};

type View = PageProps<typeof loader>["loaderData"];

export default function RollPage({ loaderData: view, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("rolls");
  const path = useTenantPath();
  const { signedIn } = useViewer();
  const { locale } = useSetting().texts;
  const { roll } = view;
  return (
    <article className="page">
      <PageHead
        title={roll.title}
        lead={t("roll.lead", { kind: t(`kinds.${roll.kind}`), area: roll.area, day: roll.onDay })}
        crumbs={[{ href: path("rolls"), words: t("list.title") }]}
      />
      {view.own === null ? undefined : (
        <Notice tone={view.own ? "good" : "info"}>
          <p>{t(view.own ? "roll.ownYes" : "roll.ownNo")}</p>
        </Notice>
      )}
      <FactList
        facts={[
          { name: t("columns.persons"), value: t("roll.persons", { persons: roll.persons, women: roll.women }) },
          { name: t("columns.households"), value: t("roll.households", { households: roll.households }) },
          ...(roll.floorDm2 === null ? [] : [{ name: t("owners.floor"), value: formatFloor(roll.floorDm2, locale) }]),
          { name: t("roll.rule"), value: t("roll.ruleVersion", view.rule) },
          { name: t("roll.objectionsUntil"), value: <Day day={roll.objectionsUntil} weekday /> },
          { name: t("roll.decisionsUntil"), value: <Day day={roll.decisionsUntil} weekday /> },
          { name: t("roll.hash"), value: <span className="figures as-typed">{roll.listSha256}</span> },
        ]}
      />
      <p className="small soft">{t("roll.hashHelp")}</p>
      {signedIn !== undefined && view.today <= roll.objectionsUntil ? (
        <FoldedForm signature={objectToRoll} state={actionData} omit={["id"]} help={t("roll.objectHelp")} />
      ) : undefined}
      <Objections view={view} state={actionData} />
      {view.may.includes("correct-roll") ? (
        <FoldedForm
          signature={correctRoll}
          state={actionData}
          omit={["id", ...(openOf(view).length === 0 ? ["objectionId"] : [])]}
          options={{ objectionId: openOf(view).map((one) => ({ value: one.id, label: one.says })) }}
          help={t("roll.correctHelp")}
        />
      ) : undefined}
      <Versions view={view} />
      <Names view={view} />
    </article>
  );
}

function openOf(view: View) {
  return view.objections.filter(({ state }) => state === "open");
}

function Objections({ view, state }: { readonly view: View; readonly state: FormState | undefined }) {
  const t = useText("rolls");
  if (view.objections.length === 0) return undefined;
  return (
    <Section title={t("roll.objections")}>
      <Timeline
        happenings={view.objections.map((one) => ({
          key: one.id,
          at: one.raisedAt,
          tone: one.state === "open" ? ("warn" as const) : ("neutral" as const),
          what: <StatusTag tone={one.state === "open" ? "warn" : "neutral"}>{t(`objections.${one.state}`)}</StatusTag>,
          detail: (
            <>
              <p className="as-typed">{one.says}</p>
              {one.answer === "" ? undefined : <p>{t("roll.answer", { answer: one.answer })}</p>}
              {one.state === "open" && view.may.includes("reject-objection") ? (
                <FoldedForm id={one.id} signature={rejectObjection} state={state} values={{ objectionId: one.id }} />
              ) : undefined}
            </>
          ),
        }))}
      />
    </Section>
  );
}

function Versions({ view }: { readonly view: View }) {
  const t = useText("rolls");
  if (view.versions.length < 2) return undefined;
  return (
    <Section title={t("roll.versions")}>
      <DataTable
        caption={t("roll.versions")}
        rows={view.versions}
        rowKey={(row) => String(row.version)}
        columns={[
          { key: "version", head: t("columns.version"), names: true, render: (row) => row.version },
          { key: "at", head: t("roll.frozenAt"), render: (row) => <Day day={dayOf(row.frozenAt)} /> },
          { key: "persons", head: t("columns.persons"), numeric: true, render: (row) => row.persons },
          { key: "reason", head: t("roll.reason"), render: (row) => row.reason || "—" },
        ]}
      />
    </Section>
  );
}

function Names({ view }: { readonly view: View }) {
  const t = useText("rolls");
  const { locale } = useSetting().texts;
  if (view.names.length === 0) return undefined;
  const floor: Column<View["names"][number]> = {
    key: "floor",
    head: t("owners.floor"),
    numeric: true,
    render: (row) => (row.floorDm2 === null ? "—" : formatFloor(row.floorDm2, locale)),
  };
  return (
    <Section title={t("roll.names")}>
      <p className="small soft">{t("roll.namesHelp")}</p>
      <DataTable
        caption={t("roll.names")}
        rows={view.names}
        rowKey={(row) => row.id}
        columns={[
          {
            key: "household",
            head: t("columns.household"),
            render: (row) => <span className="figures">{row.household || "—"}</span>,
          },
          { key: "name", head: t("columns.name"), names: true, render: (row) => row.name },
          ...(view.roll.floorDm2 === null ? [] : [floor]),
        ]}
      />
    </Section>
  );
}
