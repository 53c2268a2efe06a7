import type { OutputOf } from "#platform/contract.ts";
import { ActionButton, Section, StatusTag, useTenantPath, useText } from "#ui-kit/index.ts";
import type { listConsents } from "../contract/list-consents.ts";
import { withdrawConsent } from "../contract/withdraw-consent.ts";
import { keyOf } from "../contract/held-view.ts";

/** What rests on somebody's consent, one press from being taken back. */
export function Consents({ consents }: Pick<OutputOf<typeof listConsents>, "consents">) {
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
    </Section>
  );
}
