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
import { decideErasure } from "../contract/decide-erasure.ts";
import { listErasures } from "../contract/list-erasures.ts";
import { nameOf } from "./field-names.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(listErasures, {}));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(decideErasure, { done: () => `/t/${args.params.tenant}/record/erasures` }));

type Row = PageProps<typeof loader>["loaderData"]["erasures"][number];

const TONES: Readonly<Record<Row["state"], Tone>> = { waiting: "warn", erased: "good", refused: "neutral" };

export default function ErasuresPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("record");
  const path = useTenantPath();
  const { viewer } = useSetting();
  const columns: readonly Column<Row>[] = [
    {
      key: "entry",
      head: t("erasures.entry"),
      names: true,
      render: (row) => (
        <a href={path(`record/${row.index}`)}>
          {t("erasures.of", { kind: viewer.locale === "en" ? row.kindNameEn : row.kindName, number: row.index + 1 })}
        </a>
      ),
    },
    { key: "field", head: t("entry.name"), render: (row) => nameOf(t, row.field) },
    { key: "ground", head: t("erasures.ground"), render: (row) => t(`fields.ask-erasure.ground.options.${row.ground}`) },
    { key: "asked", head: t("erasures.askedAt"), render: (row) => <Instant at={row.askedAt} /> },
    {
      key: "state",
      head: t("erasures.state"),
      render: (row) => <StatusTag tone={TONES[row.state]}>{t(`erasures.states.${row.state}`)}</StatusTag>,
    },
    { key: "acts", head: t("erasures.acts"), render: (row) => <Decide row={row} /> },
  ];
  const refusal = actionData?.refusal;
  return (
    <>
      {refusal === undefined ? undefined : (
        <div className="page">
          <RefusalBox refusal={refusal} texts="record" />
        </div>
      )}
      <ListPage
        title={t("erasures.title")}
        lead={t("erasures.lead")}
        signature={listErasures}
        columns={columns}
        rows={loaderData.erasures}
        rowKey={(row) => row.id}
        empty={{ says: t("erasures.empty") }}
      />
    </>
  );
}

function Decide({ row }: { readonly row: Row }) {
  const t = useText("record");
  if (row.state !== "waiting") return row.decidedAt === null ? "—" : <Instant at={row.decidedAt} />;
  if (row.own) return t("erasures.another");
  return (
    <div className="row">
      {(["erased", "refused"] as const).map((decision) => (
        <ActionButton
          key={decision}
          signature={decideErasure}
          values={{ id: row.id, decision }}
          words={t(`erasures.decide.${decision}`)}
        />
      ))}
    </div>
  );
}
