import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  Difference,
  FormPage,
  Notice,
  on,
  orRefuse,
  PageHead,
  Section,
  submitForm,
  useTenantPath,
  useText,
} from "#ui-kit/index.ts";
import { readDraft } from "../contract/read-draft.ts";
import { saveDraft } from "../contract/save-draft.ts";
import { FigureFields } from "./figure-fields.tsx";
import type { View } from "./words.tsx";

export const handle = { draft: true };

export const loader = async ({ params, context }: PageArgs<"tenant" | "number">) =>
  orRefuse(await context.call(readDraft, { number: params.number }));

export const action = async (args: PageArgs<"tenant" | "number">) => {
  const { tenant, number } = args.params;
  const { draft } = orRefuse(await args.context.call(readDraft, { number }));
  return await submitForm(args, on(saveDraft, { input: { id: draft.id }, done: () => `/t/${tenant}/rulemaking/${number}` }));
};

/** Article by article, with what it changes below; kept on this device until it is saved, and never over somebody else's. */
export default function WritePage({ loaderData: view, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("rulemaking");
  const path = useTenantPath();
  const { draft } = view;
  const title = t("write.title", { title: draft.title });
  const crumbs = [
    { href: path("rulemaking"), words: t("list.title") },
    { href: path(`rulemaking/${draft.number}`), words: draft.title },
  ];
  if (!view.may.includes("save-draft"))
    return (
      <article className="page">
        <PageHead title={title} crumbs={crumbs} />
        <Notice tone="warn">{t(view.fixed ? "write.fixed" : "begin.notYours")}</Notice>
      </article>
    );
  return (
    <>
      <FormPage
        title={title}
        lead={view.inForce === null ? t("write.leadNew") : t("write.lead", { version: view.inForce.version })}
        crumbs={crumbs}
        help={<p>{t("write.help")}</p>}
        signature={saveDraft}
        state={actionData}
        submit={t("write.save")}
        omit={["id", "parameters"]}
        draft={`rulemaking-${draft.number}-${view.revision}`}
        values={beginWith(view)}
      >
        {view.parameters.length === 0 ? undefined : <FigureFields parameters={view.parameters} state={actionData} />}
      </FormPage>
      {view.inForce === null ? undefined : (
        <div className="page">
          <Section title={t("changes.title", { version: view.inForce.version })}>
            <Difference lines={view.lines} />
          </Section>
        </div>
      )}
    </>
  );
}

function beginWith({ revision, draft, articles, citations }: View): Readonly<Record<string, string>> {
  const rows = [
    ...articles.map((text, place) => [`articles.${place}.text`, text] as const),
    ...citations.flatMap(({ source, article }, place) => [
      [`citations.${place}.source`, source] as const,
      [`citations.${place}.article`, article] as const,
    ]),
  ];
  return { revision: String(revision), title: draft.title, ...Object.fromEntries(rows) };
}
