import type { PageArgs, PageProps } from "#platform/page.ts";
import { Day, DocumentPage, orRefuse, useTenantPath, useText } from "#ui-kit/index.ts";
import { readDraft } from "../contract/read-draft.ts";
import { numbered, useArticleName } from "./words.tsx";

export const loader = async ({ params, context }: PageArgs<"tenant" | "number">) =>
  orRefuse(await context.call(readDraft, { number: params.number }));

/** The draft as it hangs on the board and lies on the table of the meeting, with the digest that is voted on. */
export default function DraftPaper({ loaderData: view }: PageProps<typeof loader>) {
  const t = useText("rulemaking");
  const path = useTenantPath();
  const name = useArticleName();
  const { draft, consultation } = view;
  return (
    <DocumentPage
      title={t(view.passedOn === null ? "paper.draft" : "paper.passed", { title: draft.title })}
      issuer={draft.organization}
      number={draft.number}
      crumbs={[{ href: path(`rulemaking/${draft.number}`), words: draft.title }]}
      day={view.passedOn ?? consultation?.from ?? draft.beganOn}
      qrPath={path(`rulemaking/${draft.number}`)}
      notes={
        <>
          {draft.state !== "consult" || consultation === null || consultation.over ? undefined : (
            <p>{t("paper.open", { until: consultation.until })}</p>
          )}
          {view.wording === "" ? undefined : <p className="as-typed">{view.wording}</p>}
        </>
      }
    >
      {numbered(view.articles).map(({ number, article }) => (
        <p key={number} className="pre">
          <strong>{name(number)}</strong> {article}
        </p>
      ))}
      {view.passedOn === null ? undefined : (
        <p>
          <Day day={view.passedOn} /> {view.passedBy}
        </p>
      )}
    </DocumentPage>
  );
}
