import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, orRefuse, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { beginProject } from "../contract/begin-project.ts";
import { readBeginForm } from "../contract/read-begin-form.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(readBeginForm, {}));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(beginProject, { done: ({ number }) => `/t/${args.params.tenant}/projects/${number}` }));

export default function BeginPage({ loaderData: form, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("projects");
  const path = useTenantPath();
  const options = (all: readonly { readonly value: string; readonly name: string }[]) =>
    all.map(({ value, name }) => ({ value, label: name }));
  return (
    <FormPage
      title={t("begin.title")}
      lead={t("begin.lead")}
      crumbs={[{ href: path("projects"), words: t("list.title") }]}
      help={<p>{t(form.areas.length === 0 ? "begin.notYours" : "begin.help")}</p>}
      signature={beginProject}
      state={actionData}
      review
      options={{
        area: options(form.areas),
        decision: [{ value: "", label: t("begin.noDecision") }, ...options(form.decisions)],
      }}
      values={{ area: form.areas[0]?.value, decision: form.decisions[0]?.value, kind: "public-works" }}
    />
  );
}
