import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, orRefuse, readSearch, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { complain } from "../contract/complain.ts";
import { readRaiseForm } from "../contract/read-raise-form.ts";
import { aboutOf } from "./about.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(readRaiseForm, readSearch(request, readRaiseForm)));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(
    args,
    on(complain, { input: aboutOf(args.request), done: ({ number }) => `/t/${args.params.tenant}/supervision/${number}` }),
  );

/** Somebody of the place tells the township; their name and words stay there. */
export default function ComplainPage({ loaderData: { thing }, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("supervision");
  const path = useTenantPath();
  return (
    <FormPage
      title={t("complain.title")}
      lead={thing === null ? t("object.nothing") : t("complain.lead", { title: thing.title, organization: thing.organization })}
      crumbs={thing === null ? [] : [{ href: path(thing.page), words: thing.title }]}
      help={<p>{t("complain.help")}</p>}
      signature={complain}
      state={actionData}
      omit={["about"]}
      values={{ about: thing?.page }}
    />
  );
}
