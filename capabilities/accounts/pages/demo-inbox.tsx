import type { PageArgs, PageProps } from "#platform/page.ts";
import { Instant, ListPage, orRefuse, useText } from "#ui-kit/index.ts";
import { listDemoMessages } from "../contract/list-demo-messages.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(listDemoMessages, {}));

/** The demo sends nothing: its codes and notices are read here. */
export default function DemoInboxPage({ loaderData }: PageProps<typeof loader>) {
  const t = useText("accounts");
  return (
    <ListPage
      title={t("inbox.title")}
      lead={t("inbox.lead")}
      signature={listDemoMessages}
      columns={[
        { key: "text", head: t("inbox.text"), names: true, render: (row) => row.text },
        { key: "to", head: t("inbox.to"), render: (row) => <span className="figures">{row.to}</span> },
        { key: "channel", head: t("inbox.channel"), render: (row) => t(`inbox.channels.${row.channel}`) },
        { key: "at", head: t("inbox.at"), render: (row) => <Instant at={row.at} /> },
      ]}
      rows={loaderData.messages}
      rowKey={(row) => row.at + row.to + row.text}
      empty={{ says: t("inbox.empty") }}
    />
  );
}
