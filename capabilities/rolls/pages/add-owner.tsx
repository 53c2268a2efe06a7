import type { PageArgs, PageProps } from "#platform/page.ts";
import { EmptyState, FormPage, on, orRefuse, PageHead, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { addOwner } from "../contract/add-owner.ts";
import { listQuarters } from "../contract/list-quarters.ts";

/** Who is entered, from the address: the page of a person leads here. */
function personOf(request: Request): string {
  return new URL(request.url).searchParams.get("person") ?? "";
}

export const loader = async ({ request, context }: PageArgs<"tenant">) => ({
  ...orRefuse(await context.call(listQuarters, {})),
  personId: personOf(request),
});

export const action = (args: PageArgs<"tenant">) =>
  submitForm(
    args,
    on(addOwner, {
      input: { personId: personOf(args.request) },
      done: ({ groupId }) => `/t/${args.params.tenant}/rolls/owners/${groupId}`,
    }),
  );

export default function AddOwnerPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("rolls");
  const path = useTenantPath();
  const { quarters, personId } = loaderData;
  const crumbs = [{ href: path(`register/persons/${personId}`), words: t("delegates.person") }];
  if (quarters.length === 0) {
    return (
      <article className="page">
        <PageHead title={t("actions.add-owner")} crumbs={crumbs} />
        <EmptyState says={t("owners.noQuarter")} next={<a href={path("register/groups")}>{t("owners.toGroups")}</a>} />
      </article>
    );
  }
  return (
    <FormPage
      title={t("actions.add-owner")}
      lead={t("owners.addLead")}
      crumbs={crumbs}
      signature={addOwner}
      state={actionData}
      omit={["personId"]}
      options={{ groupId: quarters.map(({ id, name, area }) => ({ value: id, label: `${area} ${name}` })) }}
      values={{ groupId: quarters[0]?.id }}
    />
  );
}
