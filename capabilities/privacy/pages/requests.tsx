import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  EmptyState,
  FactList,
  FoldedForm,
  Instant,
  on,
  orRefuse,
  PageHead,
  StatusTag,
  submitForm,
  useText,
} from "#ui-kit/index.ts";
import { decideRequest, listRequests } from "../contract/requests.ts";
import { TONES } from "./request-tones.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(listRequests, {}));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(decideRequest, { done: () => `/t/${args.params.tenant}/privacy/requests` }));

type Row = PageProps<typeof loader>["loaderData"]["requests"][number];
type State = PageProps<typeof loader, typeof action>["actionData"];

export default function RequestsPage({ loaderData: { requests }, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("privacy");
  return (
    <article className="page">
      <PageHead title={t("requests.title")} lead={t("requests.lead")} />
      {requests.length === 0 ? <EmptyState says={t("requests.empty")} /> : undefined}
      {requests.map((row) => (
        <RequestCard key={row.id} row={row} state={actionData} />
      ))}
    </article>
  );
}

function RequestCard({ row, state }: { readonly row: Row; readonly state: State }) {
  const t = useText("privacy");
  const facts = [
    { name: t("requests.askedAt"), value: <Instant at={row.askedAt} /> },
    ...(row.says === "" ? [] : [{ name: t("requests.says"), value: row.says }]),
    ...(row.ground === null ? [] : [{ name: t("requests.ground"), value: t(`grounds.${row.ground}`) }]),
    ...(row.answer === "" ? [] : [{ name: t("requests.answer"), value: row.answer }]),
    ...(row.result === null ? [] : [{ name: t("requests.result"), value: t("requests.figures", row.result) }]),
  ];
  return (
    <section className="card stack" aria-label={row.name === "" ? t("requests.gone") : row.name}>
      <h2>
        {row.name === "" ? t("requests.gone") : row.name}{" "}
        <StatusTag tone={TONES[row.state]}>{t(`states.${row.state}`)}</StatusTag>
      </h2>
      <FactList facts={facts} />
      {row.barred === "" ? (
        <FoldedForm signature={decideRequest} id={row.id} state={state} omit={["id"]}>
          <input type="hidden" name="id" value={row.id} />
        </FoldedForm>
      ) : row.barred === "over" ? undefined : (
        <p className="soft">{t(`requests.barred.${row.barred}`)}</p>
      )}
    </section>
  );
}
