import type { PageArgs, PageProps } from "#platform/page.ts";
import { ListPage, orRefuse, readSearch, useTenantPath, useText } from "#ui-kit/index.ts";
import { listCharges } from "../contract/list-charges.ts";
import { useColumns } from "./words.tsx";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listCharges, readSearch(request, listCharges)));

export default function ChargesPage({ loaderData: list }: PageProps<typeof loader>) {
  const t = useText("mandates");
  const path = useTenantPath();
  const options = (from: typeof list.areas) => from.map(({ value, name }) => ({ value, label: name }));
  return (
    <ListPage
      title={t("list.title")}
      lead={t("list.lead")}
      acts={
        <>
          {list.may.includes("give-mandate") ? (
            <a className="button main" href={path("mandates/new")}>
              {t("actions.give-mandate")}
            </a>
          ) : undefined}
          {list.own === null ? undefined : (
            <a className="button" href={path(`mandates?organization=${list.own}`)}>
              {t("list.own")}
            </a>
          )}
          <a className="button" href={path("mandates/burden")}>
            {t("burden.title")}
          </a>
        </>
      }
      signature={listCharges}
      options={{ area: options(list.areas), organization: options(list.organizations) }}
      columns={useColumns()}
      rows={list.charges}
      rowKey={(row) => row.id}
      count={{ count: list.count }}
      next={list.next ?? undefined}
      empty={{ says: t("list.none") }}
    />
  );
}
