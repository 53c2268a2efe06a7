import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, orRefuse, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { giveMandate } from "../contract/give-mandate.ts";
import { readGiveForm } from "../contract/read-give-form.ts";

export const handle = { draft: true };

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(readGiveForm, {}));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(giveMandate, { done: ({ number }) => `/t/${args.params.tenant}/mandates/${number}` }));

export default function GivePage({ loaderData: form, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("mandates");
  const path = useTenantPath();
  return (
    <FormPage
      title={t("give.title")}
      lead={t("give.lead")}
      crumbs={[{ href: path("mandates"), words: t("list.title") }]}
      help={
        <p>
          {t("give.help")} <a href={path("rules/powers")}>{t("give.powers")}</a>
        </p>
      }
      signature={giveMandate}
      state={actionData}
      review
      draft="mandates-give"
      options={{
        matter: form.matters.map(({ value, name, level }) => ({ value, label: `${"　".repeat(level)}${name}` })),
        rule: [{ value: "", label: t("give.noRule") }, ...form.rules.map(({ value, name }) => ({ value, label: name }))],
        areas: form.areas.map(({ value, name }) => ({ value, label: name })),
        "longer.area": [
          { value: "", label: t("give.chooseArea") },
          ...form.areas.map(({ value, name }) => ({ value, label: name })),
        ],
      }}
      values={{ act: "handle", wantsPapers: "yes", dueOn: form.earliest }}
    />
  );
}
