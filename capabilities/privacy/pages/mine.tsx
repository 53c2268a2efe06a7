import type { PageArgs, PageProps } from "#platform/page.ts";
import { on, orRefuse, PageHead, RefusalBox, Section, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { listConsents } from "../contract/list-consents.ts";
import { readOwnData } from "../contract/read-own-data.ts";
import { withdrawConsent } from "../contract/withdraw-consent.ts";
import { Consents } from "./Consents.tsx";
import { HeldTables } from "./HeldTables.tsx";

export const loader = async ({ context }: PageArgs<"tenant">) => ({
  held: orRefuse(await context.call(readOwnData, {})),
  consents: orRefuse(await context.call(listConsents, {})),
});

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(withdrawConsent, { done: () => `/t/${args.params.tenant}/privacy/mine` }));

export default function MinePage({ loaderData: { held, consents }, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("privacy");
  const path = useTenantPath();
  return (
    <article className="page">
      <PageHead title={t("mine.title")} lead={t("mine.lead")} />
      {actionData?.refusal === undefined ? undefined : <RefusalBox refusal={actionData.refusal} texts="privacy" />}
      <Section title={t("mine.acts")}>
        <ul className="plain stack">
          <li>
            <a href={path("privacy/mine/paper")}>{t("mine.paper")}</a>
          </li>
          <li>
            <a href={path("privacy/mine/file")} download>
              {t("mine.file")}
            </a>
          </li>
          <li>
            <a href={path("register/mine")}>{t("mine.correct")}</a>
          </li>
          <li>
            <a href={path("accounts/channels")}>{t("mine.contact")}</a>
          </li>
          <li>
            <a href={path("accounts/readings")}>{t("mine.readings", { count: held.readings })}</a>
          </li>
          <li>
            <a href={path("privacy/erase")}>{t("mine.erase")}</a>
          </li>
        </ul>
      </Section>
      <Consents {...consents} />
      <Section title={t("mine.held")}>
        <p className="small soft">{t("mine.sealedNote")}</p>
      </Section>
      <HeldTables capabilities={held.capabilities} />
    </article>
  );
}
