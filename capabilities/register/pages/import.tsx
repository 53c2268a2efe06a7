import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  ActionButton,
  Confirm,
  FactList,
  Meter,
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
  type FormState,
} from "#ui-kit/index.ts";
import { confirmMapping } from "../contract/confirm-mapping.ts";
import { decideConflict } from "../contract/decide-conflict.ts";
import { readImport } from "../contract/read-import.ts";
import { runImport } from "../contract/run-import.ts";
import { takeRejects } from "../contract/take-rejects.ts";
import { undoImport } from "../contract/undo-import.ts";
import { ImportConflicts } from "./import-conflicts.tsx";
import { IMPORT_TONES } from "./imports.tsx";
import { RegisterAct } from "./register-act.tsx";

/** Without script the page looks again by itself. */
const LOOK_AGAIN_SECONDS = 3;

export const loader = async ({ request, params, context }: PageArgs<"tenant" | "id">) => {
  const after = Number(new URL(request.url).searchParams.get("after") ?? 0);
  return orRefuse(
    await context.call(readImport, { id: params.id, ...(Number.isSafeInteger(after) && after > 0 ? { after } : {}) }),
  );
};

export const action = (args: PageArgs<"tenant" | "id">) => {
  const { id } = args.params;
  const here = `/t/${args.params.tenant}/register/imports/${id}`;
  const done = () => here;
  // A decision leads back to the page of conflicts it was made on.
  const back = () => `${here}${new URL(args.request.url).search}#conflicts`;
  return submitForm(
    args,
    on(confirmMapping, { input: { id }, done }),
    on(decideConflict, { input: { id }, done: back }),
    on(runImport, { input: { id }, done }),
    on(undoImport, { input: { id }, done }),
  );
};

export type ImportView = PageProps<typeof loader>["loaderData"];

export default function ImportPage({ loaderData: batch, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("register");
  const path = useTenantPath();
  const busy = batch.state === "checking" || batch.state === "running";
  const looked = batch.state === "checked" || batch.state === "done" || batch.state === "undone";
  const pressed = actionData?.refusal !== undefined && PRESSED.has(actionData.form) ? actionData.refusal : undefined;
  return (
    <article className="page">
      {busy ? <meta httpEquiv="refresh" content={String(LOOK_AGAIN_SECONDS)} /> : undefined}
      <PageHead
        title={batch.fileName}
        lead={
          <>
            <StatusTag tone={IMPORT_TONES[batch.state]}>{t(`imports.states.${batch.state}`)}</StatusTag>{" "}
            {t(`imports.leads.${batch.state}`)}
          </>
        }
        crumbs={[{ href: path("register/imports"), words: t("imports.title") }]}
      />
      {pressed === undefined ? undefined : <RefusalBox refusal={pressed} texts="register" />}
      {busy ? <Progress batch={batch} /> : undefined}
      {batch.state === "mapping" ? <Mapping batch={batch} state={actionData} /> : undefined}
      {looked ? <Report batch={batch} /> : undefined}
      {batch.state === "checked" || batch.state === "done" ? <Acts batch={batch} state={actionData} /> : undefined}
      {looked && batch.conflicts.length > 0 ? <ImportConflicts batch={batch} /> : undefined}
      {batch.state === "checked" ? (
        <Section title={t("imports.remap")} className="section no-print">
          <Confirm act={t("imports.remapOpen")}>
            <Mapping batch={batch} state={actionData} />
          </Confirm>
        </Section>
      ) : undefined}
    </article>
  );
}

const PRESSED: ReadonlySet<string> = new Set([runImport.name, decideConflict.name]);

function Progress({ batch }: { readonly batch: ImportView }) {
  const t = useText("register");
  const { counts } = batch;
  const left = batch.state === "checking" ? counts.unread : counts.ready + counts.conflicts - counts.undecided;
  return (
    <Section title={t("imports.progress")}>
      <Meter label={t("imports.progress")} value={Math.max(0, counts.rows - left)} outOf={Math.max(1, counts.rows)} />
      <p className="soft">{t("imports.mayLeave")}</p>
    </Section>
  );
}

function Mapping({ batch, state }: { readonly batch: ImportView; readonly state: FormState | undefined }) {
  const t = useText("register");
  const headings = batch.headings.map((heading) => ({ value: heading, label: heading }));
  const fields = Object.keys(confirmMapping.input.properties).filter((field) => field !== "id");
  return (
    <Section title={t("imports.mapping")}>
      <p>{t("imports.mappingHelp", { rows: batch.counts.rows })}</p>
      <SignatureForm
        signature={confirmMapping}
        state={state}
        omit={["id"]}
        options={Object.fromEntries(fields.map((field) => [field, headings]))}
        values={batch.mapping}
      />
    </Section>
  );
}

/** How many rows stand where, and why some do not come in. */
function Report({ batch }: { readonly batch: ImportView }) {
  const t = useText("register");
  const path = useTenantPath();
  const { counts } = batch;
  const shown = (
    ["rows", "ready", "imported", "updated", "repeated", "conflicts", "undecided", "leftOut", "rejected", "undone"] as const
  ).filter((one) => one === "rows" || counts[one] > 0);
  return (
    <Section title={t("imports.report")}>
      <FactList
        facts={shown.map((one) => ({ name: t(`imports.counts.${one}`), value: t("imports.rows", { count: counts[one] }) }))}
      />
      {batch.reasons.length === 0 ? undefined : (
        <ul>
          {batch.reasons.map((one) => (
            <li key={`${one.field} ${one.reason}`}>
              {t("imports.reason", {
                field: t(`facts.${one.field}`),
                reason: t(`imports.reasons.${one.reason}`),
                rows: one.rows,
              })}
            </li>
          ))}
        </ul>
      )}
      {counts.rejected + counts.leftOut + counts.conflicts > 0 && batch.state !== "undone" ? (
        <ActionButton signature={takeRejects} values={{}} to={path(`register/imports/${batch.id}/rejects`)} />
      ) : undefined}
    </Section>
  );
}

function Acts({ batch, state }: { readonly batch: ImportView; readonly state: FormState | undefined }) {
  const t = useText("register");
  const { counts } = batch;
  const waiting = counts.ready + counts.conflicts - counts.undecided;
  return (
    <Section title={t("person.acts")} className="section no-print">
      {waiting > 0 ? (
        <>
          <p>{t(counts.undecided > 0 ? "imports.runSome" : "imports.runAll", { rows: waiting, undecided: counts.undecided })}</p>
          <ActionButton signature={runImport} values={{}} main />
        </>
      ) : undefined}
      {batch.state === "done" && counts.imported + counts.updated > 0 ? (
        <RegisterAct signature={undoImport} state={state} omit={["id"]} help={t("imports.undoHelp")} />
      ) : undefined}
    </Section>
  );
}
