import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, orRefuse, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { givePost } from "../contract/give-post.ts";
import { readPostForm } from "../contract/read-post-form.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) => {
  const search = new URL(request.url).searchParams;
  const personId = search.get("person") ?? "";
  return {
    personId,
    organizationId: search.get("organization") ?? undefined,
    ...orRefuse(await context.call(readPostForm, { personId })),
  };
};

export const action = (args: PageArgs<"tenant">) => {
  const personId = new URL(args.request.url).searchParams.get("person") ?? "";
  const base = `/t/${args.params.tenant}/organizations`;
  return submitForm(args, on(givePost, { input: { personId }, done: () => base }));
};

export default function GivePostPage({ loaderData: form, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("organizations");
  const path = useTenantPath();
  return (
    <FormPage
      title={t("givePost.title", { name: form.name })}
      lead={t("givePost.lead")}
      crumbs={[{ href: path("organizations"), words: t("list.title") }]}
      signature={givePost}
      state={actionData}
      omit={["personId"]}
      values={{ organizationId: form.organizationId, namePublic: "yes" }}
      options={{
        organizationId: form.organizations.map(({ id, name }) => ({ value: id, label: name })),
        duties: form.duties.map((duty) => ({ value: duty, label: t.has(`duties.${duty}`) ? t(`duties.${duty}`) : duty })),
        areas: form.areas.map(({ value, name, level }) => ({ value, label: "　".repeat(Math.max(0, level)) + name })),
      }}
    />
  );
}
