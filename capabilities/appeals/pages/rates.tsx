import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  BoardPage,
  DataTable,
  EmptyState,
  Filters,
  hereWith,
  Instant,
  orRefuse,
  readSearch,
  Section,
  Tabs,
  useSetting,
  useTenantPath,
  useText,
  type Column,
} from "#ui-kit/index.ts";
import { readRaiseForm } from "../contract/read-raise-form.ts";
import { GROUPINGS, readRates } from "../contract/read-rates.ts";
import { areaOptions, matterOptions } from "./options.ts";
import { useRateFigures, useRateName } from "./rate-figures.tsx";

export const loader = async ({ request, context }: PageArgs<"tenant">) => ({
  rates: orRefuse(await context.call(readRates, readSearch(request, readRates))),
  form: orRefuse(await context.call(readRaiseForm, {})),
  /** What checks the figures is given the whole address. */
  origin: new URL(request.url).origin,
});

type View = PageProps<typeof loader>["loaderData"];
type RateGroup = View["rates"]["groups"][number];

export default function RatesPage({ loaderData }: PageProps<typeof loader>) {
  const t = useText("appeals");
  const { here } = useSetting();
  const { rates, form } = loaderData;
  const months = rates.months.map((month) => ({ value: month, label: month }));
  const figures = useRateFigures("#groups")(rates);
  const tabs = GROUPINGS.map((by) => ({
    words: t(`rates.by.${by}`),
    href: hereWith(here, { by: by === "unit" ? undefined : by }),
    current: rates.by === by,
  }));
  return (
    <BoardPage
      title={t("rates.title")}
      lead={t("rates.lead", { from: rates.from, to: rates.to })}
      filters={
        <Filters
          signature={readRates}
          filters={["from", "to", "area", "matter"]}
          options={{ from: months, to: months, area: villages(form.areas), matter: matterOptions(form.matters) }}
        />
      }
      figures={figures}
    >
      <div id="groups" className="across">
        <Tabs label={t("rates.groups")} tabs={tabs} />
        <Groups {...loaderData} />
      </div>
      <div className="across">
        <HowReckoned {...loaderData} />
      </div>
    </BoardPage>
  );
}

function Groups({ rates }: View) {
  const t = useText("appeals");
  const nameOf = useRateName();
  if (rates.groups.length === 0) return <EmptyState says={t("rates.none")} />;
  const columns: Column<RateGroup>[] = [
    { key: "name", head: t(`rates.by.${rates.by}`), names: true, render: ({ name }) => name || t(`rates.nobody.${rates.by}`) },
    ...rates.rule.rates.map((formula, index) => ({
      key: formula.key,
      head: nameOf(formula),
      numeric: true,
      render: (group: RateGroup) => <Cell {...(group.rates[index] ?? { of: 0, over: 0, percent: null })} />,
    })),
  ];
  return <DataTable caption={t("rates.groups")} rows={rates.groups} rowKey={({ key }) => key} columns={columns} />;
}

/** The rate and what it is a part of; only the counts where they are too few. */
function Cell({ of, over, percent }: { readonly of: number; readonly over: number; readonly percent: string | null }) {
  if (over === 0) return <span className="soft">—</span>;
  return (
    <span className="figures">
      {percent === null ? undefined : `${percent}% `}
      <span className="soft">
        {of} / {over}
      </span>
    </span>
  );
}

function HowReckoned({ rates, origin }: View) {
  const t = useText("appeals");
  const path = useTenantPath();
  const { here, texts } = useSetting();
  const { rule } = rates;
  const data = (format: string) => {
    const kept = new URLSearchParams(here.query);
    kept.delete("by");
    kept.set("format", format);
    return path(`appeals/rates-data?${kept.toString()}`);
  };
  return (
    <Section title={t("rates.how")}>
      <p>
        <a href={path(`rules/${rule.id}`)}>{texts.locale === "en" && rule.titleEn !== "" ? rule.titleEn : rule.title}</a>{" "}
        {t("rates.version", { version: rule.version })}
      </p>
      <p>{t("rates.excluded", { count: rates.excluded, smallest: rule.smallestShown })}</p>
      {rates.countedAt === null ? undefined : (
        <p className="soft">
          {t("rates.countedAt")} <Instant at={rates.countedAt} />
        </p>
      )}
      <ul className="exports no-print" aria-label={t("rates.data")}>
        {["csv", "json"].map((format) => (
          <li key={format}>
            <a href={data(format)}>{t(`openData.${format}`)}</a>
          </li>
        ))}
        <li>
          <a href={path("appeals/rates-schema.json")}>{t("openData.schema")}</a>
        </li>
      </ul>
      <p>{t("rates.check")}</p>
      <p>
        <code className="as-typed">{`npm run gongzhi -- verify rates "${origin}${data("json")}"`}</code>
      </p>
    </Section>
  );
}

/** Figures are counted by village and community, never by grid. */
function villages(areas: View["form"]["areas"]) {
  return areaOptions(areas.filter(({ level }) => level <= 1));
}
