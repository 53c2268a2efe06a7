import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  ActionButton,
  Instant,
  ListPage,
  on,
  orRefuse,
  RefusalBox,
  StatusTag,
  submitForm,
  useSetting,
  useTenantPath,
  useText,
  type Column,
  type Tone,
} from "#ui-kit/index.ts";
import { decideExport } from "../contract/decide-export.ts";
import { listExports } from "../contract/list-exports.ts";
import { takeExport } from "../contract/take-export.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(listExports, {}));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(decideExport, { done: () => `/t/${args.params.tenant}/register/exports` }));

type Row = PageProps<typeof loader>["loaderData"]["exports"][number];

const TONES: Readonly<Record<Row["state"], Tone>> = { waiting: "warn", open: "good", refused: "bad", expired: "neutral" };

export default function ExportsPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("register");
  const { locale } = useSetting().texts;
  const columns: readonly Column<Row>[] = [
    { key: "reason", head: t("exports.reason"), names: true, render: (row) => <span className="as-typed">{row.reason}</span> },
    { key: "askedBy", head: t("exports.askedBy"), render: (row) => row.askedBy || "—" },
    { key: "askedAt", head: t("exports.askedAt"), render: (row) => <Instant at={row.askedAt} /> },
    { key: "persons", head: t("columns.persons"), numeric: true, render: (row) => row.persons },
    {
      key: "state",
      head: t("columns.state"),
      render: (row) => <StatusTag tone={TONES[row.state]}>{t(`exports.states.${row.state}`)}</StatusTag>,
    },
    { key: "decidedBy", head: t("exports.decidedBy"), render: (row) => row.decidedBy || "—" },
    { key: "expires", head: t("exports.expires"), render: (row) => <Instant at={row.expiresAt} /> },
    { key: "downloads", head: t("exports.downloads"), numeric: true, render: (row) => row.downloads },
    {
      key: "acts",
      head: t("columns.acts"),
      render: (row) => <ExportActs row={row} locale={locale} />,
    },
  ];
  const refusal = actionData?.refusal;
  return (
    <>
      {refusal === undefined ? undefined : (
        <div className="page">
          <RefusalBox refusal={refusal} texts="register" />
        </div>
      )}
      <ListPage
        title={t("exports.title")}
        lead={t("exports.lead")}
        signature={listExports}
        columns={columns}
        rows={loaderData.exports}
        rowKey={(row) => row.id}
        empty={{ says: t("exports.empty") }}
      />
    </>
  );
}

function ExportActs({ row, locale }: { readonly row: Row; readonly locale: string }) {
  const t = useText("register");
  const path = useTenantPath();
  if (row.state === "open" && row.own)
    return (
      <div className="row">
        {(["csv", "xlsx"] as const).map((format) => (
          <ActionButton
            key={format}
            signature={takeExport}
            values={{ id: row.id, format, locale }}
            words={format.toUpperCase()}
            to={path("register/exports/file")}
          />
        ))}
      </div>
    );
  if (row.state === "waiting" && !row.own)
    return (
      <div className="row">
        {(["open", "refused"] as const).map((decision) => (
          <ActionButton
            key={decision}
            signature={decideExport}
            values={{ id: row.id, decision }}
            words={t(`exports.decide.${decision}`)}
          />
        ))}
      </div>
    );
  return "—";
}
