import type { PageArgs, PageProps } from "#platform/page.ts";
import { hereWith, ListPage, orRefuse, readSearch, useSetting, useText } from "#ui-kit/index.ts";
import { listAppeals } from "../contract/list-appeals.ts";
import { readRaiseForm } from "../contract/read-raise-form.ts";
import { useListedColumns } from "./listed-columns.tsx";
import { useSearchLead } from "./search-lead.ts";
import { areaOptions, matterOptions } from "./options.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) => ({
  list: orRefuse(await context.call(listAppeals, readSearch(request, listAppeals))),
  form: orRefuse(await context.call(readRaiseForm, {})),
});

export default function DeskListPage({ loaderData: { list, form } }: PageProps<typeof loader>) {
  const t = useText("appeals");
  const { here } = useSetting();
  const view = (state: string) => ({
    href: `${here.path}?state=${state}`,
    words: t(`states.${state}`),
    current: new URLSearchParams(here.query).get("state") === state,
  });
  return (
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
      ]}
      signature={listAppeals}
      filters={["state", "area", "matter", "imported", "from", "to"]}
      options={{ area: areaOptions(form.areas), matter: matterOptions(form.matters) }}
      columns={useListedColumns("desk")}
      rows={list.appeals}
      rowKey={(row) => row.id}
      count={{ count: list.count, more: list.countIsCapped }}
      next={list.next === null ? undefined : hereWith(here, { after: list.next })}
      previous={new URLSearchParams(here.query).has("after") ? hereWith(here, { after: undefined }) : undefined}
      empty={{ says: t("desk.empty") }}
    />
  );
}
