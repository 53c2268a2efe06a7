import { listTenants } from "#capabilities/accounts/contract/list-tenants.ts";
import type { PageArgs, PageProps } from "#platform/page.ts";
import { isRefusal } from "#platform/refusal.ts";
import { Notice, orRefuse, PageHead, useText, useViewer } from "#ui-kit/index.ts";
import { readUpkeep } from "../contract/read-upkeep.ts";

export const loader = async ({ context }: PageArgs) => {
  const { tenants } = orRefuse(await context.call(listTenants, {}));
  // Only a steward is answered; to everybody else there is nothing to remember.
  const upkeep = await context.call(readUpkeep, {});
  const hint = isRefusal(upkeep) || upkeep.keysKeptAt !== null ? undefined : upkeep.tenant;
  return { tenants, hint };
};

export default function FrontPage({ loaderData }: PageProps<typeof loader>) {
  const t = useText("setup");
  const { locale } = useViewer();
  const { tenants, hint } = loaderData;
  return (
    <article className="page">
      <PageHead title={t("front.title")} lead={tenants.length === 0 ? t("front.empty") : t("front.lead")} />
      {hint === undefined ? undefined : (
        <Notice tone="warn">
          <p>{t("keys.hint")}</p>
          <p>
            <a href={`/t/${hint}/setup/welcome`}>{t("keys.open")}</a>
          </p>
        </Notice>
      )}
      <ul className="link-list">
        {tenants.map((tenant) => (
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
