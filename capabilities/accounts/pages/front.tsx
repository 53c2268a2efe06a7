import type { PageArgs, PageProps } from "#platform/page.ts";
import { orRefuse, PageHead, useText, useViewer } from "#ui-kit/index.ts";
import { listTenants } from "../contract/list-tenants.ts";

export const loader = async ({ context }: PageArgs) => orRefuse(await context.call(listTenants, {}));

export default function FrontPage({ loaderData }: PageProps<typeof loader>) {
  const t = useText("accounts");
  const { locale } = useViewer();
  return (
    <article className="page">
      <PageHead title={t("front.title")} lead={t("front.lead")} />
      {loaderData.tenants.length === 0 ? <p>{t("front.empty")}</p> : undefined}
      <ul className="link-list">
        {loaderData.tenants.map((tenant) => (
          <li key={tenant.slug}>
            <a className="alone" href={`/t/${tenant.slug}`}>
              {locale === "en" && tenant.nameEn !== "" ? tenant.nameEn : tenant.name}
            </a>
          </li>
        ))}
      </ul>
    </article>
  );
}
