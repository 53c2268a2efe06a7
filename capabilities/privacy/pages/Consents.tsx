import type { OutputOf } from "#platform/contract.ts";
import { ActionButton, DataTable, Instant, Section, StatusTag, useTenantPath, useText } from "#ui-kit/index.ts";
import type { listConsents } from "../contract/list-consents.ts";
import { withdrawConsent } from "../contract/withdraw-consent.ts";
import { keyOf } from "../contract/held-view.ts";

type Listed = OutputOf<typeof listConsents>;

/** What rests on somebody's consent, one press from being taken back, and the ledger of it. */
export function Consents({ consents, ledger }: Listed) {
  const t = useText("privacy");
  const path = useTenantPath();
  return (
    <Section title={t("consents.title")}>
      <p>{t("consents.lead")}</p>
      {consents.map(({ purpose, standing, path: where }) => (
        <div key={purpose} className="card stack">
          <h3>
            {t(`consents.purposes.${keyOf(purpose)}.title`)}{" "}
            <StatusTag tone={standing ? "good" : "neutral"}>{t(standing ? "consents.standing" : "consents.none")}</StatusTag>
          </h3>
          <p>{t(`consents.purposes.${keyOf(purpose)}.says`)}</p>
          {standing ? (
            <ActionButton signature={withdrawConsent} values={{ purpose }} />
          ) : (
            <p>
              <a href={path(where)}>{t("consents.give")}</a>
            </p>
          )}
        </div>
      ))}
      <h3>{t("consents.ledger")}</h3>
      {ledger.length === 0 ? (
        <p className="soft">{t("consents.empty")}</p>
      ) : (
        <DataTable
          caption={t("consents.ledger")}
          rows={ledger}
          rowKey={(row) => row.at + row.purpose}
          columns={[
            {
              key: "what",
              head: t("consents.what"),
              names: true,
              render: (row) => t(`consents.purposes.${keyOf(row.purpose)}.title`),
            },
            { key: "act", head: t("consents.act"), render: (row) => t(row.given ? "consents.given" : "consents.withdrawn") },
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
