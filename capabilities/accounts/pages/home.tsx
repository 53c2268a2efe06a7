import type { PageArgs } from "#platform/page.ts";
import { PageHead, Section, useTenantPath, useText, useViewer } from "#ui-kit/index.ts";
import { DemoSignIns } from "./DemoSignIns.tsx";

export const loader = ({ params }: PageArgs<"tenant">) => ({ tenant: params.tenant });

export default function HomePage() {
  const t = useText("accounts");
  const path = useTenantPath();
  const { tenant, signedIn, demo } = useViewer();
  return (
    <article className="page">
      <PageHead
        title={tenant?.name ?? ""}
        lead={signedIn === undefined ? t("home.lead") : t("home.hello", { name: signedIn.name })}
      />
      <p className="row">
        <a className="button main" href={path("appeals/new")}>
          {t("home.raise")}
        </a>
        <a className="button" href={path("appeals")}>
          {t("home.public")}
        </a>
        {signedIn === undefined ? (
          <a className="button" href={path("accounts/sign-in")}>
            {t("home.signIn")}
          </a>
        ) : (
          <a className="button" href={path("appeals/mine")}>
            {t("home.mine")}
          </a>
        )}
      </p>
      {demo ? (
        <Section title={t("demo.title")}>
          <p>{t("demo.lead")}</p>
          <DemoSignIns tenant={tenant?.slug ?? ""} />
        </Section>
      ) : undefined}
    </article>
  );
}
