import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  ActionButton,
  DataTable,
  Day,
  EmptyState,
  on,
  orRefuse,
  PageHead,
  Section,
  SignatureForm,
  submitForm,
  useTenantPath,
  useText,
} from "#ui-kit/index.ts";
import { readRaiseForm } from "../contract/read-raise-form.ts";
import { listSubscriptions, subscribe, unsubscribe } from "../contract/subscriptions.ts";
import { areaOptions, matterOptions } from "./options.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) => {
  const search = new URL(request.url).searchParams;
  return {
    form: orRefuse(await context.call(readRaiseForm, {})),
    subscriptions: orRefuse(await context.call(listSubscriptions, {})).subscriptions,
    area: search.get("area") ?? "",
    matter: search.get("matter") ?? "",
  };
};

export const action = async (args: PageArgs<"tenant">) => {
  const here = () => `/t/${args.params.tenant}/appeals/subscriptions`;
  return await submitForm(args, on(subscribe, { done: here }), on(unsubscribe, { done: here }));
};

/** What one wants to be told of when it is released: a place, a matter, or both; ended with one press. */
export default function SubscriptionsPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { form, subscriptions, area, matter } = loaderData;
  const t = useText("appeals");
  const path = useTenantPath();
  const title = t("subscriptions.mine");
  return (
    <article className="page form-page stack">
      <PageHead title={t("subscriptions.title")} lead={t("subscriptions.lead")} />
      <Section title={title}>
        {subscriptions.length === 0 ? (
          <EmptyState says={t("subscriptions.none")} />
        ) : (
          <DataTable
            caption={title}
            rows={subscriptions}
            rowKey={(one) => one.id}
            columns={[
              { key: "area", head: t("columns.area"), names: true, render: (one) => one.areaName },
              { key: "matter", head: t("columns.matter"), render: (one) => one.matterName || t("subscriptions.every") },
              { key: "since", head: t("subscriptions.since"), render: (one) => <Day day={one.since.slice(0, 10)} /> },
              {
                key: "end",
                head: t("subscriptions.end"),
                render: (one) => <ActionButton signature={unsubscribe} values={{ id: one.id }} />,
              },
            ]}
          />
        )}
      </Section>
      <Section title={t("subscriptions.more")}>
        <SignatureForm
          signature={subscribe}
          state={actionData}
          values={{ area, matter }}
          options={{ area: areaOptions(form.areas), matter: matterOptions(form.matters) }}
        />
        <p className="small">
          <a className="alone" href={path("accounts/channels")}>
            {t("subscriptions.channels")}
          </a>
        </p>
        <p className="small">
          <a className="alone" href={path("appeals/feed.atom")}>
            {t("subscriptions.feed")}
          </a>
        </p>
      </Section>
    </article>
  );
}
