import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, orRefuse, readSearch, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { raiseObjection } from "../contract/raise-objection.ts";
import { readRaiseForm } from "../contract/read-raise-form.ts";
import { aboutOf } from "./about.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(readRaiseForm, readSearch(request, readRaiseForm)));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(
    args,
    on(raiseObjection, { input: aboutOf(args.request), done: ({ number }) => `/t/${args.params.tenant}/supervision/${number}` }),
  );

/** The supervision committee objects to one step, in front of everybody. */
export default function ObjectPage({ loaderData: { thing, may }, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("supervision");
  const path = useTenantPath();
  return (
    <FormPage
      title={t("actions.raise-objection")}
      lead={thing === null ? t("object.nothing") : t("object.lead", { title: thing.title, organization: thing.organization })}
      crumbs={[{ href: path("supervision/desk"), words: t("menu.desk") }]}
      help={<p>{t(may.includes("raise-objection") ? "object.help" : "object.notYours")}</p>}
      signature={raiseObjection}
      state={actionData}
      review
      omit={["about"]}
      values={{ about: thing?.page }}
    />
  );
}
