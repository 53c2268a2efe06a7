import type { PageArgs, PageProps } from "#platform/page.ts";
import { Instant, ListPage, orRefuse, useText } from "#ui-kit/index.ts";
import { listReadings } from "../contract/list-readings.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(listReadings, {}));

export default function ReadingsPage({ loaderData }: PageProps<typeof loader>) {
  const t = useText("accounts");
  const said = (kind: "whats" | "purposes", key: string) =>
    t.has(`readings.${kind}.${key}`) ? t(`readings.${kind}.${key}`) : key;
  return (
    <ListPage
      title={t("readings.title")}
      lead={t("readings.lead")}
      signature={listReadings}
      columns={[
        { key: "by", head: t("readings.by"), names: true, render: ({ by }) => joined(by.organization, by.title, by.name) },
        { key: "at", head: t("readings.at"), render: (row) => <Instant at={row.at} /> },
        { key: "what", head: t("readings.what"), render: (row) => said("whats", row.what) },
        { key: "purpose", head: t("readings.purpose"), render: (row) => said("purposes", row.purpose) },
      ]}
      rows={loaderData.readings}
      rowKey={(row) => row.at + row.what}
      empty={{ says: t("readings.empty") }}
    />
  );
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" · ");
}
