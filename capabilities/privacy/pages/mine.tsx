import type { PageArgs, PageProps } from "#platform/page.ts";
import { orRefuse, PageHead, Section, useTenantPath, useText } from "#ui-kit/index.ts";
import { readOwnData } from "../contract/read-own-data.ts";
import { HeldTables } from "./HeldTables.tsx";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(readOwnData, {}));

export default function MinePage({ loaderData: held }: PageProps<typeof loader>) {
  const t = useText("privacy");
  const path = useTenantPath();
  return (
    <article className="page">
      <PageHead title={t("mine.title")} lead={t("mine.lead")} />
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
            <a href={path("privacy/uses")}>{t("mine.uses")}</a>
          </li>
          <li>
            <a href={path("privacy/erase")}>{t("mine.erase")}</a>
          </li>
        </ul>
      </Section>
      <Section title={t("mine.held")}>
        <p className="small soft">{t("mine.sealedNote")}</p>
      </Section>
      <HeldTables capabilities={held.capabilities} />
    </article>
  );
}
