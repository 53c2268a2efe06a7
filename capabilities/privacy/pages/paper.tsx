import type { PageArgs, PageProps } from "#platform/page.ts";
import { DocumentPage, dayOf, orRefuse, useTenantPath, useText } from "#ui-kit/index.ts";
import { takeOwnData } from "../contract/take-own-data.ts";
import { HeldTables } from "./HeldTables.tsx";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(takeOwnData, {}));

export default function PaperPage({ loaderData: data }: PageProps<typeof loader>) {
  const t = useText("privacy");
  const path = useTenantPath();
  return (
    <DocumentPage
      title={t("paper.title")}
      issuer={data.tenant.name}
      crumbs={[{ href: path("privacy/mine"), words: t("mine.title") }]}
      day={dayOf(new Date(data.madeAt))}
      qrPath={path("privacy/mine")}
    >
      <p>{t("paper.lead", { tenant: data.tenant.name })}</p>
      <HeldTables capabilities={data.capabilities} open />
    </DocumentPage>
  );
}
