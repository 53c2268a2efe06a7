import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, orRefuse, readSearch, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { raiseInquiry } from "../contract/raise-inquiry.ts";
import { readRaiseForm } from "../contract/read-raise-form.ts";
import { aboutOf } from "./about.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(readRaiseForm, readSearch(request, readRaiseForm)));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(
    args,
    on(raiseInquiry, { input: aboutOf(args.request), done: ({ number }) => `/t/${args.params.tenant}/supervision/${number}` }),
  );

/** The supervision committee asks in writing; others entitled ask by their signatures. */
export default function AskPage({ loaderData: { thing, areas }, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("supervision");
  const path = useTenantPath();
  return (
    <FormPage
      title={t("actions.raise-inquiry")}
      lead={thing === null ? t("ask.lead") : t("ask.leadAbout", { title: thing.title })}
      crumbs={[{ href: path("supervision/desk"), words: t("menu.desk") }]}
      help={<p>{t(areas.length === 0 ? "ask.notYours" : "ask.help")}</p>}
      signature={raiseInquiry}
      state={actionData}
      review
      omit={["about"]}
      options={{ area: areas.map(({ value, name }) => ({ value, label: name })) }}
      values={{ about: thing?.page, area: thing?.area ?? areas[0]?.value }}
    />
  );
}
