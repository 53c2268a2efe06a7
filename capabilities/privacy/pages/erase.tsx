import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  ActionButton,
  Confirm,
  FactList,
  Instant,
  on,
  orRefuse,
  PageHead,
  RefusalBox,
  Section,
  SignatureForm,
  StatusTag,
  submitForm,
  useTenantPath,
  useText,
} from "#ui-kit/index.ts";
import { askErasure, readErasureForm } from "../contract/requests.ts";
import { heldWords } from "./held-words.ts";
import { WhatFor } from "./WhatFor.tsx";
import { TONES } from "./request-tones.ts";

export const handle = { draft: true };

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(readErasureForm, {}));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(askErasure, { done: () => `/t/${args.params.tenant}/privacy/erase` }));

type Form = PageProps<typeof loader>["loaderData"];

export default function ErasePage({ loaderData: form, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("privacy");
  const path = useTenantPath();
  return (
    <article className="page">
      <PageHead
        title={t("erase.title")}
        lead={t("erase.lead")}
        crumbs={[{ href: path("privacy/mine"), words: t("mine.title") }]}
      />
      {actionData?.refusal === undefined ? undefined : <RefusalBox refusal={actionData.refusal} texts="privacy" />}
      <Requests requests={form.requests} />
      <Section title={t("erase.voluntary")}>
        <p>{t("erase.voluntaryHelp")}</p>
        {form.goes.length === 0 ? (
          <p className="soft">{t("erase.nothing")}</p>
        ) : (
          <>
            <ul>
              {form.goes.map(({ table, rows, columns }) => (
                <li key={table}>
                  {heldWords(t, "tables", table)} <span className="soft">{t("mine.rows", { count: rows })}</span>
                  {columns.length === 0 ? "" : t("erase.only", { columns: columnsSaid(t, columns) })}
                </li>
              ))}
            </ul>
            <ActionButton signature={askErasure} values={{ extent: "voluntary" }} words={t("erase.doVoluntary")} main />
          </>
        )}
      </Section>
      <Section title={t("erase.whole")}>
        <p>{t("erase.wholeHelp")}</p>
        <Confirm act={t("erase.doWhole")}>
          <SignatureForm signature={askErasure} state={actionData} omit={["extent"]}>
            <input type="hidden" name="extent" value="whole" />
          </SignatureForm>
        </Confirm>
      </Section>
      <div className="stack" data-drafts hidden>
        <Section title={t("erase.device")}>
          <p>{t("erase.deviceHelp")}</p>
          <p>
            <button className="button" type="button" data-drafts-clear>
              {t("erase.doDevice")}
            </button>
          </p>
        </Section>
      </div>
      <Stays stays={form.stays} />
    </article>
  );
}

/** By their words; what only finds a row again goes with it unsaid. */
function columnsSaid(t: ReturnType<typeof useText>, columns: readonly string[]): string {
  const said = columns.filter((column) => !column.endsWith("_index")).map((column) => columnWords(t, column));
  return said.join(t("erase.comma"));
}

function columnWords(t: ReturnType<typeof useText>, column: string): string {
  return heldWords(t, "columns", column.replace(/_cipher$/, ""));
}

function Requests({ requests }: Pick<Form, "requests">) {
  const t = useText("privacy");
  if (requests.length === 0) return undefined;
  return (
    <Section title={t("erase.own")}>
      {requests.map((one) => (
        <div key={one.id} className="card stack">
          <p>
            <strong>{t(`erase.extents.${one.extent}`)}</strong>{" "}
            <StatusTag tone={TONES[one.state]}>{t(`states.${one.state}`)}</StatusTag>
          </p>
          <FactList
            facts={[
              { name: t("requests.askedAt"), value: <Instant at={one.askedAt} /> },
              ...(one.answer === "" ? [] : [{ name: t("requests.answer"), value: one.answer }]),
              ...(one.result === null ? [] : [{ name: t("requests.result"), value: t("requests.figures", one.result) }]),
            ]}
          />
        </div>
      ))}
    </Section>
  );
}

function Stays({ stays }: Pick<Form, "stays">) {
  const t = useText("privacy");
  return (
    <Section title={t("erase.stays")}>
      <p>{t("erase.staysHelp")}</p>
      {stays.map(({ table, rows, columns }) => (
        <details key={table}>
          <summary>
            {heldWords(t, "tables", table)} <span className="soft">{t("mine.rows", { count: rows })}</span>
          </summary>
          <WhatFor caption={t("mine.why")} columns={columns} />
        </details>
      ))}
    </Section>
  );
}
