import { listTenants } from "#capabilities/accounts/contract/list-tenants.ts";
import type { PageArgs, PageProps } from "#platform/page.ts";
import { isRefusal } from "#platform/refusal.ts";
import { EmptyState, hereWith, Notice, orRefuse, PageHead, Pager, readSearch, useSetting, useText } from "#ui-kit/index.ts";
import { readUpkeep } from "../contract/read-upkeep.ts";

export const loader = async ({ request, context }: PageArgs) => {
  const asked = readSearch(request, listTenants);
  const { tenants, next } = orRefuse(await context.call(listTenants, asked));
  const { q = "", after = "" } = asked;
  // Only a steward is answered; to everybody else there is nothing to remember.
  const upkeep = await context.call(readUpkeep, {});
  const hint = isRefusal(upkeep) || upkeep.keysKeptAt !== null ? undefined : upkeep.tenant;
  return { tenants, next, q, after, hint };
};

export default function FrontPage({ loaderData }: PageProps<typeof loader>) {
  const t = useText("setup");
  const { here, viewer } = useSetting();
  const { tenants, next, q, after, hint } = loaderData;
  const whole = q === "" && after === "";
  return (
    <article className="page">
      <PageHead title={t("front.title")} lead={tenants.length === 0 && whole ? t("front.empty") : t("front.lead")} />
      {hint === undefined ? undefined : (
        <Notice tone="warn">
          <p>{t("keys.hint")}</p>
          <p>
            <a href={`/t/${hint}/setup/welcome`}>{t("keys.open")}</a>
          </p>
        </Notice>
      )}
      {next === null && whole ? undefined : (
        <search>
          <form method="get" className="form">
            <label className="field-label" htmlFor="q">
              {t("front.q")}
            </label>
            <div className="row">
              <input id="q" name="q" type="search" defaultValue={q} maxLength={40} />
              <button className="button" type="submit">
                {t("place.find")}
              </button>
            </div>
          </form>
        </search>
      )}
      {tenants.length === 0 && !whole ? <EmptyState says={t("place.none")} /> : undefined}
      <ul className="link-list">
        {tenants.map((tenant) => (
          <li key={tenant.slug}>
            <a className="alone" href={`/t/${tenant.slug}`}>
              {viewer.locale === "en" && tenant.nameEn !== "" ? tenant.nameEn : tenant.name}
            </a>
          </li>
        ))}
      </ul>
      <Pager
        previous={after === "" ? undefined : hereWith(here, { after: undefined })}
        next={next === null ? undefined : hereWith(here, { after: next })}
      />
    </article>
  );
}
