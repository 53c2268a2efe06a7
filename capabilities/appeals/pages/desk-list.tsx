import type { PageArgs, PageProps } from "#platform/page.ts";
import { hereWith, ListPage, on, orRefuse, readSearch, submitForm, useSetting, useTenantPath, useText } from "#ui-kit/index.ts";
import { listAppeals } from "../contract/list-appeals.ts";
import { listViews, removeView, renameView, restoreView, saveView } from "../contract/saved-views.ts";
import { readRaiseForm } from "../contract/read-raise-form.ts";
import { viewQuery } from "../contract/view-query.ts";
import { ViewKeeper } from "./view-keeper.tsx";
import { useListedColumns } from "./listed-columns.tsx";
import { useSearchLead } from "./search-lead.ts";
import { areaOptions, matterOptions } from "./options.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) => ({
  list: orRefuse(await context.call(listAppeals, readSearch(request, listAppeals))),
  form: orRefuse(await context.call(readRaiseForm, {})),
  saved: orRefuse(await context.call(listViews, {})).views,
});

export const action = async (args: PageArgs<"tenant">) => {
  const here = `/t/${args.params.tenant}/appeals/desk`;
  const to = ({ query }: { readonly query: string }) => `${here}?${query}`;
  return await submitForm(
    args,
    on(saveView, { done: to }),
    on(renameView, { done: to }),
    on(removeView, { done: ({ id }) => `${here}?removed=${id}` }),
    on(restoreView, { done: to }),
  );
};

export default function DeskListPage({ loaderData: { list, form, saved }, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("appeals");
  const { here } = useSetting();
  const path = useTenantPath();
  const view = (state: string) => ({
    href: `${here.path}?state=${state}`,
    words: t(`states.${state}`),
    current: viewQuery(here.query) === `state=${state}`,
  });
  return (
    <>
      <ListPage
        title={t("desk.title")}
        lead={useSearchLead("desk.lead", list.ranked)}
        views={[
          { href: here.path, words: t("desk.all"), current: here.query === "" },
          view("waiting"),
          view("handling"),
          view("answered"),
          view("closed"),
          view("historic"),
          {
            href: `${here.path}?archived=yes`,
            words: t("archive.archived"),
            current: viewQuery(here.query) === "archived=yes",
          },
          ...saved.map((one) => ({
            href: `${here.path}?${one.query}`,
            words: one.name,
            current: viewQuery(here.query) === one.query,
          })),
        ]}
        signature={listAppeals}
        filters={["state", "area", "matter", "imported", "archived", "from", "to"]}
        options={{ area: areaOptions(form.areas), matter: matterOptions(form.matters) }}
        columns={useListedColumns("desk")}
        rows={list.appeals}
        rowKey={(row) => row.id}
        count={{ count: list.count, more: list.countIsCapped }}
        exports={(["csv", "xlsx"] as const).map((format) => ({
          href: `${path("appeals/desk-file")}?${viewQuery(here.query)}&format=${format}`,
          words: t(`desk.${format}`),
        }))}
        next={list.next === null ? undefined : hereWith(here, { after: list.next })}
        previous={new URLSearchParams(here.query).has("after") ? hereWith(here, { after: undefined }) : undefined}
        empty={{ says: t("desk.empty") }}
      />
      <ViewKeeper saved={saved} state={actionData} />
    </>
  );
}
