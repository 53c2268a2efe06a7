import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  Confirm,
  DataTable,
  Day,
  Notice,
  on,
  orRefuse,
  PageHead,
  Section,
  SignatureForm,
  submitForm,
  useText,
  type FormState,
} from "#ui-kit/index.ts";
import { decideRetaliation } from "../contract/decide-retaliation.ts";
import { listRetaliation } from "../contract/list-retaliation.ts";
import { readRaiseForm } from "../contract/read-raise-form.ts";
import { reportRetaliation } from "../contract/report-retaliation.ts";
import { seekingChoices } from "./FoldedChoices.tsx";
import { RetaliationWords, type Reported } from "./retaliation-list.tsx";

/** Longer than any number of an appeal. */
const MAX_NUMBER = 40;

export const loader = async ({ request, context }: PageArgs<"tenant">) => {
  const search = new URL(request.url).searchParams;
  const { parties } = orRefuse(await context.call(readRaiseForm, {}));
  return {
    ...orRefuse(await context.call(listRetaliation, {})),
    parties: parties.map(({ value, name }) => ({ value, label: name })),
    number: (search.get("number") ?? "").slice(0, MAX_NUMBER),
    sent: search.has("sent"),
  };
};

export const action = async (args: PageArgs<"tenant">) => {
  const here = `/t/${args.params.tenant}/appeals/retaliation`;
  return await submitForm(
    args,
    on(reportRetaliation, { done: () => `${here}?sent=1` }),
    on(decideRetaliation, { done: () => here }),
  );
};

/** Who was made to suffer for an appeal says so here; the body that looks into it finds here what it has to. */
export default function RetaliationPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { reports, watched, watchDays, parties, number, sent } = loaderData;
  const t = useText("appeals");
  const mine = reports.filter((row) => row.mine);
  const theirs = reports.filter((row) => !row.mine);
  return (
    <article className="page form-page stack">
      <PageHead title={t("retaliation.title")} lead={t("retaliation.lead")} />
      {sent ? (
        <Notice tone="good" title={t("retaliation.sent.title")}>
          <p>{t("retaliation.sent.next")}</p>
        </Notice>
      ) : undefined}
      {mine.length === 0 ? undefined : (
        <Section title={t("retaliation.mine")}>
          {mine.map((row) => (
            <Section key={row.id} title={row.number}>
              <RetaliationWords row={row} />
            </Section>
          ))}
        </Section>
      )}
      {theirs.length === 0 ? undefined : (
        <Section title={t("retaliation.desk")}>
          {theirs.map((row) => (
            <OneReport key={row.id} row={row} state={actionData} />
          ))}
        </Section>
      )}
      {watched.length === 0 ? undefined : <WatchedList watched={watched} days={watchDays} />}
      <Section title={t("retaliation.report")}>
        <p>{watchDays === 0 ? t("retaliation.noWatch") : t("retaliation.watch", { days: watchDays })}</p>
        <SignatureForm
          signature={reportRetaliation}
          state={actionData?.form === reportRetaliation.name ? actionData : undefined}
          values={{ number, role: "raiser" }}
          options={{ complainedOf: parties }}
          controls={{ complainedOf: seekingChoices(actionData?.finds?.["complainedOf"]) }}
        />
      </Section>
    </article>
  );
}

function OneReport({ row, state }: { readonly row: Reported; readonly state: FormState | undefined }) {
  const t = useText("appeals");
  const form = `${decideRetaliation.name}#${row.id}`;
  const decides = row.may.includes("decide-retaliation");
  return (
    <Section title={row.number}>
      <RetaliationWords row={row} />
      {decides ? (
        <Confirm act={t("actions.decide-retaliation")}>
          <SignatureForm signature={decideRetaliation} state={state?.form === form ? state : undefined} id={row.id} omit={["id"]}>
            <input type="hidden" name="id" value={row.id} />
          </SignatureForm>
        </Confirm>
      ) : undefined}
    </Section>
  );
}

type WatchedRows = { readonly watched: readonly { readonly number: string; readonly until: string }[]; readonly days: number };

function WatchedList({ watched, days }: WatchedRows) {
  const t = useText("appeals");
  const title = t("retaliation.watched.title");
  return (
    <Section title={title}>
      <p className="small">{t("retaliation.watched.lead", { days })}</p>
      <DataTable
        caption={title}
        rows={watched}
        rowKey={(one) => one.number}
        columns={[
          { key: "number", head: t("fields.report-retaliation.number.label"), names: true, render: (one) => one.number },
          { key: "until", head: t("retaliation.watched.until"), render: (one) => <Day day={one.until} /> },
        ]}
      />
    </Section>
  );
}
