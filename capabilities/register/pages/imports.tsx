import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  DataTable,
  Instant,
  on,
  orRefuse,
  PageHead,
  Section,
  SignatureForm,
  StatusTag,
  submitForm,
  useTenantPath,
  useText,
  type Tone,
} from "#ui-kit/index.ts";
import { beginImport } from "../contract/begin-import.ts";
import type { BATCH_STATES } from "../contract/import-views.ts";
import { listImports } from "../contract/list-imports.ts";
import { areaOptions } from "./area-options.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(listImports, {}));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(beginImport, { done: ({ id }) => `/t/${args.params.tenant}/register/imports/${id}` }));

export const IMPORT_TONES: Readonly<Record<(typeof BATCH_STATES)[number], Tone>> = {
  mapping: "warn",
  checking: "info",
  checked: "warn",
  running: "info",
  done: "good",
  undone: "neutral",
};

export default function ImportsPage({ loaderData: list, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("register");
  const path = useTenantPath();
  return (
    <article className="page">
      <PageHead
        title={t("imports.title")}
        lead={t("imports.lead")}
        crumbs={[{ href: path("register"), words: t("persons.title") }]}
      />
      <Section title={t("imports.new")}>
        <p>{t("imports.help")}</p>
        <SignatureForm
          signature={beginImport}
          state={actionData}
          options={{ area: areaOptions(list.areas) }}
          accept={{ fileId: ".csv,.xlsx" }}
        />
      </Section>
      <Section title={t("imports.before")}>
        {list.imports.length === 0 ? (
          <p className="soft">{t("imports.empty")}</p>
        ) : (
          <DataTable
            caption={t("imports.before")}
            rows={list.imports}
            rowKey={(row) => row.id}
            columns={[
              {
                key: "file",
                head: t("imports.file"),
                names: true,
                render: (row) => <a href={path(`register/imports/${row.id}`)}>{row.fileName}</a>,
              },
              { key: "area", head: t("columns.area"), render: (row) => row.area },
              { key: "at", head: t("imports.at"), render: (row) => <Instant at={row.begunAt} /> },
              {
                key: "state",
                head: t("columns.state"),
                render: (row) => <StatusTag tone={IMPORT_TONES[row.state]}>{t(`imports.states.${row.state}`)}</StatusTag>,
              },
            ]}
          />
        )}
      </Section>
    </article>
  );
}
