import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  DataTable,
  Filters,
  FoldedForm,
  formatFloor,
  Notice,
  on,
  orRefuse,
  PageHead,
  readSearch,
  Section,
  SendLater,
  SignatureForm,
  submitForm,
  useTenantPath,
  useText,
  type Column,
  type FormState,
} from "#ui-kit/index.ts";
import { enterSheet } from "../contract/enter-sheet.ts";
import { giveProxy } from "../contract/give-proxy.ts";
import { readAttendance } from "../contract/read-attendance.ts";
import { signInAttendees } from "../contract/sign-in-attendees.ts";
import { stepAside } from "../contract/step-aside.ts";
import { strikeAttendee } from "../contract/strike-attendee.ts";

/** A hall may have no network: the list goes on, and is sent when there is one. */
export const handle = { later: true };

export const loader = async ({ request, params, context }: PageArgs<"tenant" | "id">) => {
  const asked = { ...readSearch(request, readAttendance), id: params.id };
  return { id: params.id, ...orRefuse(await context.call(readAttendance, asked)) };
};

export const action = (args: PageArgs<"tenant" | "id">) => {
  const { tenant, id } = args.params;
  const done = () => `/t/${tenant}/meetings/${id}/attendance`;
  return submitForm(
    args,
    ...[signInAttendees, strikeAttendee, enterSheet, giveProxy].map((signature) => on(signature, { input: { id }, done })),
    on(stepAside, { done }),
  );
};

type View = PageProps<typeof loader>["loaderData"];
type Row = View["due"][number];
type Props = { readonly view: View; readonly state: FormState | undefined };

export default function AttendancePage({ loaderData: view, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("meetings");
  const path = useTenantPath();
  const away = view.due.filter(({ here }) => here === null);
  return (
    <article className="page">
      <PageHead
        title={t("attendance.title")}
        lead={`${t("attendance.lead", { here: view.here, persons: view.persons })}${view.floorDm2 === null ? "" : t("attendance.floor", view.floorDm2)}`}
        crumbs={[{ href: path(`meetings/${view.id}`), words: view.title }]}
      />
      <p className="small soft">{t("attendance.looked")}</p>
      <SendLater name={view.id} />
      {view.closed ? (
        <p>
          {t("attendance.closed")}{" "}
          {view.closedPage === null ? undefined : (
            <a className="button" href={path(view.closedPage)}>
              {t("attendance.closedOpen")}
            </a>
          )}
        </p>
      ) : (
        <Filters signature={readAttendance} />
      )}
      {view.may.includes("sign-in-attendees") && away.length > 0 ? (
        <Section title={t("attendance.list")}>
          <SignatureForm
            signature={signInAttendees}
            state={actionData}
            omit={["id"]}
            later
            options={{ personIds: away.map(optionOf) }}
          />
        </Section>
      ) : undefined}
      <Present view={view} state={actionData} />
      {view.proxies && view.may.includes("give-proxy") ? (
        <Section title={t("attendance.proxies")}>
          <FoldedForm
            signature={giveProxy}
            state={actionData}
            omit={["id"]}
            options={{ personId: away.map(optionOf), holderId: view.due.filter(({ here }) => here !== null).map(optionOf) }}
          />
        </Section>
      ) : undefined}
      {view.may.includes("step-aside") && view.items.length > 0 ? (
        <Section title={t("attendance.aside")}>
          <FoldedForm
            signature={stepAside}
            state={actionData}
            options={{
              id: view.items.map(({ value, name }) => ({ value, label: name })),
              personId: view.due.filter(({ here }) => here !== null).map(optionOf),
            }}
          />
        </Section>
      ) : undefined}
      {view.may.includes("enter-sheet") ? <Sheet view={view} state={actionData} /> : undefined}
    </article>
  );
}

function optionOf({ id, name, household, floorDm2 }: Row) {
  const floor = floorDm2 === null ? "" : ` ${formatFloor(floorDm2, "zh-CN")}`;
  return { value: id, label: `${household} ${name}${floor}`.trim() };
}

function Present({ view, state }: Props) {
  const t = useText("meetings");
  const columns: readonly Column<Row>[] = [
    { key: "name", head: t("columns.name"), names: true, render: (row) => row.name },
    { key: "household", head: t("columns.household"), render: (row) => <span className="figures">{row.household || "—"}</span> },
    {
      key: "how",
      head: t("columns.how"),
      render: (row) => (row.here === "proxy" ? t("how.proxyOf", { holder: row.holder }) : t(`how.${row.here ?? "list"}`)),
    },
  ];
  const here = view.due.filter((row) => row.here !== null);
  const acts: Column<Row> = {
    key: "acts",
    head: t("columns.acts"),
    render: (row) => (
      <FoldedForm id={row.id} signature={strikeAttendee} state={state} omit={["id"]} values={{ personId: row.id }} />
    ),
  };
  return (
    <Section title={t("attendance.here")}>
      {here.length === 0 ? (
        <p>{t("attendance.nobody")}</p>
      ) : (
        <DataTable
          caption={t("attendance.here")}
          rows={here}
          rowKey={(row) => row.id}
          columns={view.may.includes("strike-attendee") ? [...columns, acts] : columns}
        />
      )}
    </Section>
  );
}

/** The paper sheet, typed by two people: what differs is shown once both have. */
function Sheet({ view, state }: Props) {
  const t = useText("meetings");
  const { sheet } = view;
  return (
    <Section title={t("sheet.title")}>
      <p>{t("sheet.lead")}</p>
      {sheet.entries === 0 ? undefined : (
        <Notice tone={sheet.differ.length > 0 ? "warn" : "info"}>
          <p>
            {sheet.differ.length > 0
              ? t("sheet.differ", { names: sheet.differ.map(({ name }) => name).join("、") })
              : t(sheet.own.length > 0 ? "sheet.waitingOther" : "sheet.waitingYou")}
          </p>
        </Notice>
      )}
      <FoldedForm
        signature={enterSheet}
        state={state}
        omit={["id"]}
        later
        options={{ personIds: view.due.map(optionOf) }}
        values={{ personIds: sheet.own }}
      />
    </Section>
  );
}
