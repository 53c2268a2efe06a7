import type { PageArgs, PageProps } from "#platform/page.ts";
import { hereWith, ListPage, orRefuse, readSearch, useSetting, useTenantPath, useText } from "#ui-kit/index.ts";
import { listPublicAppeals } from "../contract/list-public-appeals.ts";
import { readRaiseForm } from "../contract/read-raise-form.ts";
import { useListedColumns } from "./listed-columns.tsx";
import { areaOptions, matterOptions } from "./options.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) => ({
  list: orRefuse(await context.call(listPublicAppeals, readSearch(request, listPublicAppeals))),
  form: orRefuse(await context.call(readRaiseForm, {})),
});

export default function PublicListPage({ loaderData: { list, form } }: PageProps<typeof loader>) {
  const t = useText("appeals");
  const path = useTenantPath();
  const { here } = useSetting();
  return (
    <ListPage
      title={t("public.title")}
      lead={t("public.lead")}
      acts={
        <a className="button main" href={path("appeals/new")}>
          {t("menu.raise")}
        </a>
      }
      signature={listPublicAppeals}
      filters={["state", "area", "matter", "from", "to"]}
      options={{ area: areaOptions(form.areas), matter: matterOptions(form.matters) }}
      columns={useListedColumns("portal")}
      rows={list.appeals}
      rowKey={(row) => row.id}
      count={{ count: list.count, more: list.countIsCapped }}
      next={list.next === null ? undefined : hereWith(here, { after: list.next })}
      previous={new URLSearchParams(here.query).has("after") ? hereWith(here, { after: undefined }) : undefined}
      empty={{ says: t("public.empty"), next: <a href={path("appeals/new")}>{t("menu.raise")}</a> }}
    />
  );
}
