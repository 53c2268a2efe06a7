import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, Notice, on, orRefuse, PageHead, readSearch, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { beginDraft } from "../contract/begin-draft.ts";
import { readBeginForm } from "../contract/read-begin-form.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(readBeginForm, readSearch(request, readBeginForm)));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(beginDraft, { done: ({ number }) => `/t/${args.params.tenant}/rulemaking/${number}/write` }));

export default function BeginPage({ loaderData: form, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("rulemaking");
  const path = useTenantPath();
  const none = { value: "", label: t("begin.none") };
  const crumbs = [{ href: path("rulemaking"), words: t("list.title") }];
  const kindWords = ({ id, law, article }: (typeof form.kinds)[number]) =>
    law === "" ? t(`kinds.${id}`) : t("begin.kindOf", { kind: t(`kinds.${id}`), law, article });
  // Nothing to fill in for whoever may not send it.
  if (form.areas.length === 0)
    return (
      <article className="page">
        <PageHead title={t("begin.title")} crumbs={crumbs} />
        <Notice tone="info">{t("begin.notYours")}</Notice>
      </article>
    );
  return (
    <FormPage
      title={t("begin.title")}
      lead={t("begin.lead")}
      crumbs={crumbs}
      help={
        <ul>
          {form.kinds.map((kind) => (
            <li key={kind.id}>
              {t("begin.passedBy", {
                kind: kindWords(kind),
                bodies: kind.passedBy.map((body) => t(`bodies.${body}`)).join(t("or")),
              })}
            </li>
          ))}
        </ul>
      }
      signature={beginDraft}
      state={actionData}
      omit={[...(form.rules.length === 0 ? ["rule"] : []), ...(form.earlier.length === 0 ? ["earlier"] : [])]}
      options={{
        area: form.areas.map(({ value, name }) => ({ value, label: name })),
        kind: form.kinds.map(({ id }) => ({ value: id, label: t(`kinds.${id}`) })),
        rule: [none, ...form.rules.map(({ value, name }) => ({ value, label: name }))],
        earlier: [none, ...form.earlier.map(({ value, name }) => ({ value, label: name }))],
      }}
      values={{
        area: form.area,
        kind: form.again?.kind ?? form.kinds[0]?.id,
        title: form.again?.title,
        earlier: form.again?.number,
      }}
    />
  );
}
