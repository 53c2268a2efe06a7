import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, Notice, on, orRefuse, PageHead, readSearch, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { propose } from "../contract/propose.ts";
import { readProposeForm } from "../contract/read-propose-form.ts";
import { useNamed } from "./words.tsx";

export const handle = { draft: true };

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(readProposeForm, readSearch(request, readProposeForm)));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(propose, { done: ({ number }) => `/t/${args.params.tenant}/resolutions/${number}` }));

export default function ProposePage({ loaderData: form, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("resolutions");
  const path = useTenantPath();
  const named = useNamed();
  const head = {
    title: t("propose.title"),
    lead: t("propose.lead"),
    crumbs: [{ href: path("resolutions"), words: t("list.title") }],
  };
  // Nothing to fill in for whoever may not send it.
  if (form.areas.length === 0)
    return (
      <article className="page">
        <PageHead {...head} />
        <Notice tone="info">{t("propose.notYours")}</Notice>
      </article>
    );
  return (
    <FormPage
      {...head}
      help={
        <>
          <p>{t("propose.help")}</p>
          <p>
            <a href={path("resolutions/merged")}>{t("merge.title")}</a>
          </p>
        </>
      }
      signature={propose}
      state={actionData}
      review
      {...(form.subject === null ? { draft: "resolutions-propose" } : {})}
      options={{
        area: form.areas.map(({ value, name }) => ({ value, label: name })),
        matter: [
          { value: "", label: t("propose.ordinary") },
          ...form.matters.map((matter) => ({
            value: matter.value,
            label: matter.reserved ? t("propose.reserved", { name: named(matter) }) : named(matter),
          })),
        ],
      }}
      values={{ area: form.areas[0]?.value, ...form.subject }}
    />
  );
}
