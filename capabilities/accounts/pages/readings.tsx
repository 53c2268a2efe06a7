import type { PageArgs, PageProps } from "#platform/page.ts";
import { Instant, ListPage, orRefuse, useText } from "#ui-kit/index.ts";
import { listReadings } from "../contract/list-readings.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(listReadings, {}));

export default function ReadingsPage({ loaderData }: PageProps<typeof loader>) {
  const t = useText("accounts");
  return (
    <ListPage
      title={t("readings.title")}
      lead={t("readings.lead")}
      signature={listReadings}
      columns={[
        { key: "by", head: t("readings.by"), names: true, render: (row) => row.by },
        { key: "at", head: t("readings.at"), render: (row) => <Instant at={row.at} /> },
        {
          key: "what",
          head: t("readings.what"),
          render: (row) => (t.has(`readings.whats.${row.what}`) ? t(`readings.whats.${row.what}`) : row.what),
        },
        { key: "purpose", head: t("readings.purpose"), render: (row) => row.purpose },
      ]}
      rows={loaderData.readings}
      rowKey={(row) => row.at + row.what}
      empty={{ says: t("readings.empty") }}
    />
  );
}
