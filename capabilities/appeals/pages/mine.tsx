import type { PageArgs, PageProps } from "#platform/page.ts";
import { ListPage, orRefuse, useTenantPath, useText } from "#ui-kit/index.ts";
import { listMyAppeals } from "../contract/list-my-appeals.ts";
import { useListedColumns } from "./listed-columns.tsx";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(listMyAppeals, {}));

export default function MinePage({ loaderData }: PageProps<typeof loader>) {
  const t = useText("appeals");
  const path = useTenantPath();
  const raise = (
    <a className="button main" href={path("appeals/new")}>
      {t("menu.raise")}
    </a>
  );
  return (
    <ListPage
      title={t("mine.title")}
      lead={t("mine.lead")}
      acts={raise}
      signature={listMyAppeals}
      columns={useListedColumns("portal")}
      rows={loaderData.appeals}
      rowKey={(row) => row.id}
      empty={{ says: t("mine.empty"), next: <a href={path("appeals/new")}>{t("menu.raise")}</a> }}
    />
  );
}
