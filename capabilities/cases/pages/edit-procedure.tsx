import type { PageArgs, PageProps } from "#platform/page.ts";
import { orRefuse, on, PageHead, SignatureForm, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { draftProcedure } from "../contract/draft-procedure.ts";
import { readDrawing } from "../contract/read-drawing.ts";
import "./editor.css";
import { ProcedureEditor } from "./ProcedureEditor.tsx";
import { useTitle } from "./version-line.tsx";

export const handle = { scripted: true, editor: true, texts: ["organizations", "rules"] };

/** The address names a procedure, whose newest version is begun from, or a draft. */
type Args = PageArgs<"tenant" | "key" | "id">;
type Named = { readonly key?: string; readonly id?: string };

function drawingOf({ key, id }: Named) {
  return { ...(key === undefined ? {} : { key }), ...(id === undefined ? {} : { draft: id }) };
}

export const loader = async ({ params, context }: Args) => orRefuse(await context.call(readDrawing, drawingOf(params)));

export const action = (args: Args) => {
  const { key, id }: Named = args.params;
  const input = { ...(key === undefined ? {} : { key }), ...(id === undefined ? {} : { replaces: id }) };
  return submitForm(
    args,
    on(draftProcedure, { input, done: (made) => `/t/${args.params.tenant}/cases/procedures/drafts/${made.id}` }),
  );
};

/** The drawing board; without script the form that takes a file drawn elsewhere. */
export default function EditProcedurePage({ loaderData: drawing, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("cases");
  const path = useTenantPath();
  const { key, draft, version } = drawing;
  return (
    <article className="page editor-page">
      <PageHead
        title={t("editor.title", { title: useTitle()(drawing) })}
        lead={t("editor.lead")}
        crumbs={[
          { href: path("cases/procedures"), words: t("procedures.title") },
          draft === null
            ? {
                href: path(`cases/procedures/${key}/${version ?? 1}`),
                words: t("procedures.versionNumber", { version: version ?? 1 }),
              }
            : { href: path(`cases/procedures/drafts/${draft}`), words: t("procedures.drafts") },
        ]}
      />
      <noscript>
        <p>{t("editor.noScript")}</p>
        {version === null ? undefined : (
          <p>
            <a href={path(`cases/procedures/${key}/${version}/file`)}>{t("procedures.download")}</a>
          </p>
        )}
      </noscript>
      <ProcedureEditor drawing={drawing} refused={actionData?.refusal !== undefined}>
        <SignatureForm
          signature={draftProcedure}
          state={actionData}
          omit={["key", "name", "title", "titleEn", "ruleKey", "replaces"]}
          accept={{ fileId: ".bpmn" }}
          submit={t("editor.save")}
        />
      </ProcedureEditor>
    </article>
  );
}
