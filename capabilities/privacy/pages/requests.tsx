import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  EmptyState,
  FactList,
  FoldedForm,
  Instant,
  on,
  orRefuse,
  PageHead,
  Section,
  StatusTag,
  submitForm,
  useText,
} from "#ui-kit/index.ts";
import { decideRequest, listRequests } from "../contract/requests.ts";
import { decideObjection, listObjections } from "../contract/uses.ts";
import { ObjectionCard } from "./ObjectionCard.tsx";
import { TONES } from "./request-tones.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => ({
  ...orRefuse(await context.call(listRequests, {})),
  ...orRefuse(await context.call(listObjections, {})),
});

export const action = (args: PageArgs<"tenant">) => {
  const done = () => `/t/${args.params.tenant}/privacy/requests`;
  return submitForm(args, on(decideRequest, { done }), on(decideObjection, { done }));
};

type Row = PageProps<typeof loader>["loaderData"]["requests"][number];
type State = PageProps<typeof loader, typeof action>["actionData"];

export default function RequestsPage({
  loaderData: { requests, objections },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText("privacy");
  return (
    <article className="page">
      <PageHead title={t("requests.title")} lead={t("requests.lead")} />
      <Section title={t("objections.title")}>
        {objections.length === 0 ? <p className="soft">{t("objections.empty")}</p> : undefined}
        {objections.map((row) => (
          <ObjectionCard key={row.id} row={row} state={actionData} />
        ))}
      </Section>
      <Section title={t("requests.erasures")}>
        {requests.length === 0 ? <EmptyState says={t("requests.empty")} /> : undefined}
        {requests.map((row) => (
          <RequestCard key={row.id} row={row} state={actionData} />
        ))}
      </Section>
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
      <h3>
        {row.name === "" ? t("requests.gone") : row.name}{" "}
        <StatusTag tone={TONES[row.state]}>{t(`states.${row.state}`)}</StatusTag>
      </h3>
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
