import type { OutputOf } from "#platform/contract.ts";
import { DataTable, Instant, Section, useText } from "#ui-kit/index.ts";
import type { listConsents } from "../contract/list-consents.ts";
import { sayUse } from "./use-words.ts";

/** Everything somebody agreed to, took back, stopped and went on with: when, and by which version of the text. */
export function Ledger({ ledger }: Pick<OutputOf<typeof listConsents>, "ledger">) {
  const t = useText("privacy");
  return (
    <Section title={t("consents.ledger")}>
      {ledger.length === 0 ? (
        <p className="soft">{t("consents.empty")}</p>
      ) : (
        <DataTable
          caption={t("consents.ledger")}
          rows={ledger}
          rowKey={(row) => row.at + row.purpose}
          columns={[
            { key: "what", head: t("consents.what"), names: true, render: (row) => sayUse(t, row.purpose) },
            { key: "act", head: t("consents.act"), render: (row) => t(`consents.acts.${row.about}.${row.given ? "yes" : "no"}`) },
            {
              key: "version",
              head: t("consents.version"),
              render: (row) => t("consents.textVersion", { version: row.textVersion }),
            },
            { key: "at", head: t("consents.at"), render: (row) => <Instant at={row.at} /> },
          ]}
        />
      )}
    </Section>
  );
}
