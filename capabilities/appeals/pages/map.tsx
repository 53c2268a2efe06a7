import { readMap } from "#capabilities/divisions/contract/read-map.ts";
import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  AreaMap,
  DataTable,
  EmptyState,
  Filters,
  hereWith,
  Notice,
  orRefuse,
  PageHead,
  readSearch,
  Section,
  useSetting,
  useTenantPath,
  useText,
} from "#ui-kit/index.ts";
import { countByArea } from "../contract/count-by-area.ts";
import { listAppeals } from "../contract/list-appeals.ts";
import { listPublicAppeals } from "../contract/list-public-appeals.ts";
import { readRaiseForm } from "../contract/read-raise-form.ts";
import { useListedColumns } from "./listed-columns.tsx";
import { areaOptions, matterOptions } from "./options.ts";

/** Beside the map stands the beginning of the list; all of it is one press away. */
const SHOWN = 12;

export const loader = async ({ request, context }: PageArgs<"tenant">) => {
  const filter = readSearch(request, countByArea);
  const counts = orRefuse(await context.call(countByArea, filter));
  const list = counts.of === "staff" ? await context.call(listAppeals, filter) : await context.call(listPublicAppeals, filter);
  return {
    counts,
    list: orRefuse(list),
    map: orRefuse(await context.call(readMap, filter.area === undefined ? {} : { area: filter.area })),
    form: orRefuse(await context.call(readRaiseForm, {})),
  };
};

type View = PageProps<typeof loader>["loaderData"];

export default function MapPage({ loaderData }: PageProps<typeof loader>) {
  const t = useText("appeals");
  const { counts, form } = loaderData;
  return (
    <article className="page list-page">
      <PageHead title={t("map.title")} lead={t(counts.of === "staff" ? "map.lead" : "map.leadPublic")} />
      <Filters
        signature={countByArea}
        filters={["area", "state", "matter", "from", "to"]}
        options={{ area: areaOptions(form.areas), matter: matterOptions(form.matters) }}
      />
      <div className="beside-map">
        <Where {...loaderData} />
        <Which {...loaderData} />
      </div>
    </article>
  );
}

/** The map, and the same as a table. */
function Where({ counts, map, form }: View) {
  const t = useText("appeals");
  const { here } = useSetting();
  const areas = form.areas.filter(({ value }) => value.startsWith(`${map.path}.`) && depth(value) === depth(map.path) + 1);
  const counted = new Map(counts.parts.map((part) => [part.path, part.count]));
  const rows = areas.map(({ value, name }) => ({ path: value, name, count: counted.get(value) ?? 0 }));
  const leads = (area: string) => hereWith(here, { area });
  const title = t("map.of", { name: map.name });
  const parts = new Map(rows.map((row) => [row.path, { figure: row.count, href: leads(row.path) }]));
  return (
    <Section title={title}>
      {map.above === null ? undefined : (
        <p>
          <a className="alone" href={leads(map.above)}>
            {t("map.up")}
          </a>
        </p>
      )}
      {map.features.length === 0 ? (
        <Notice tone="info">{t("map.noMap")}</Notice>
      ) : (
        <AreaMap title={title} of={map.path} shapes={map.features} parts={parts} />
      )}
      {rows.length === 0 ? undefined : (
        <ul className="place-counts" aria-label={title}>
          {rows.map(({ path, name, count }) => (
            <li key={path}>
              <a href={leads(path)}>{name}</a> {t("map.cases", { count })}
            </li>
          ))}
          <li>
            {t("map.elsewhere")} {t("map.cases", { count: counts.elsewhere })}
          </li>
        </ul>
      )}
    </Section>
  );
}

/** The beginning of the list of what lies there. */
function Which({ counts, list, map }: View) {
  const t = useText("appeals");
  const path = useTenantPath();
  const { here } = useSetting();
  const title = t("map.list", { name: map.name });
  const columns = useListedColumns("portal").filter(({ key }) => key === "title" || key === "state" || key === "raised");
  return (
    <Section title={title}>
      {list.appeals.length === 0 ? (
        <EmptyState says={t("map.none")} />
      ) : (
        <DataTable caption={title} rows={list.appeals.slice(0, SHOWN)} rowKey={(row) => row.id} columns={columns} />
      )}
      <p>
        <a className="alone" href={`${path(counts.of === "staff" ? "appeals/desk" : "appeals")}${queryOf(here.query)}`}>
          {t("map.all")}
        </a>
      </p>
    </Section>
  );
}

function depth(path: string): number {
  return path.split(".").length;
}

function queryOf(query: string): string {
  return query === "" ? "" : `?${query.replace(/^\?/, "")}`;
}
