import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, orRefuse, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { enactVersion } from "../contract/enact-version.ts";
import { readRule } from "../contract/read-rule.ts";
import { ParameterFields } from "./parameter-fields.tsx";

export const loader = async ({ params, context }: PageArgs<"tenant" | "id">) =>
  orRefuse(await context.call(readRule, { id: params.id }));

export const action = (args: PageArgs<"tenant" | "id">) =>
  submitForm(
    args,
    on(enactVersion, {
      input: { ruleId: args.params.id },
      done: () => `/t/${args.params.tenant}/rules/${args.params.id}`,
    }),
  );

export default function EnactVersionPage({ loaderData: rule, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("rules");
  const path = useTenantPath();
  const [newest] = rule.versions;
  return (
    <FormPage
      title={t("enactVersion.title", { rule: rule.title })}
      lead={t("enactVersion.lead")}
      crumbs={[
        { href: path("rules"), words: t("list.title") },
        { href: path(`rules/${rule.id}`), words: rule.title },
      ]}
      help={<p>{t("enactVersion.help")}</p>}
      signature={enactVersion}
      state={actionData}
      omit={["ruleId", "parameters"]}
      values={newest === undefined ? {} : beginWith(newest)}
    >
      {newest === undefined || newest.parameters.length === 0 ? undefined : (
        <ParameterFields parameters={newest.parameters} state={actionData} />
      )}
    </FormPage>
  );
}

type Newest = PageProps<typeof loader>["loaderData"]["versions"][number];

/** The form begins with the version before: one changes what changes. */
function beginWith(version: Newest): Readonly<Record<string, string>> {
  const citations = version.citations.flatMap((citation, place) =>
    Object.entries(citation).map(([key, value]) => [`citations.${place}.${key}`, value] as const),
  );
  return {
    text: version.text,
    source: version.source,
    ...Object.fromEntries(citations),
  };
}
