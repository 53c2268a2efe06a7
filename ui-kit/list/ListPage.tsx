import type { ReactNode } from "react";
import { formatCount } from "../format/number.ts";
import type { Crumb } from "../parts/Breadcrumbs.tsx";
import { DataTable, type Column } from "../parts/DataTable.tsx";
import { EmptyState } from "../parts/EmptyState.tsx";
import { PageHead } from "../parts/PageHead.tsx";
import { Pager } from "../parts/Pager.tsx";
import { Tabs, type Tab } from "../parts/Tabs.tsx";
import { useSetting, useText } from "../setting/Setting.tsx";
import { Filters, isFiltered, type FilterProps } from "./Filters.tsx";
import { hereWith } from "./here.ts";

type Props<Row> = FilterProps & {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly crumbs?: readonly Crumb[];
  /** At most one main act, such as raising a new one. */
  readonly acts?: ReactNode;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly totals?: Readonly<Record<string, ReactNode>>;
  /** How many in all; `more` where counting stopped there: `10,000+`. */
  readonly count?: { readonly count: number; readonly more?: boolean };
  /** Cursors of the neighbouring pages, as the query gave them; or, where the query calls its cursor otherwise, their addresses. */
  readonly next?: string | undefined;
  readonly previous?: string | undefined;
  /** Saved views of this list, each an address. */
  readonly views?: readonly Tab[];
  readonly exports?: readonly { readonly href: string; readonly words: string }[];
  /** Shown when there is nothing at all; with filters set, the way to take them off is shown instead. */
  readonly empty: { readonly says: string; readonly next?: ReactNode };
};

/** A list one can search, filter, page through, send on and take along. */
export function ListPage<Row>(props: Props<Row>) {
  const { title, lead, crumbs, acts, views, rows } = props;
  const t = useText("ui-kit");
  return (
    <article className="page list-page">
      <PageHead title={title} lead={lead} crumbs={crumbs} acts={acts} />
      {views === undefined || views.length === 0 ? undefined : <Tabs label={t("list.views")} tabs={views} />}
      <Filters signature={props.signature} filters={props.filters} options={props.options} search={props.search} />
      <ListLine {...props} />
      {rows.length === 0 ? (
        <Nothing {...props} />
      ) : (
        <DataTable caption={title} columns={props.columns} rows={rows} rowKey={props.rowKey} totals={props.totals} />
      )}
      <ListPager {...props} />
    </article>
  );
}

const NONE: readonly never[] = [];

/** How many there are, and how to take them along. */
function ListLine<Row>({ count, exports = NONE, rows }: Props<Row>) {
  const t = useText("ui-kit");
  const { locale } = useSetting().texts;
  if (rows.length === 0 || (count === undefined && exports.length === 0)) return undefined;
  return (
    <div className="list-line">
      {count === undefined ? (
        <span />
      ) : (
        <p>{t("list.count", { count: count.count, shown: formatCount(count.count, count.more === true, locale) })}</p>
      )}
      {exports.length === 0 ? undefined : (
        <ul className="exports no-print" aria-label={t("list.exports")}>
          {exports.map(({ href, words }) => (
            <li key={href}>
              <a className="alone" href={href} download>
                {words}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Nothing<Row>({ signature, empty }: Props<Row>) {
  const t = useText("ui-kit");
  const { here } = useSetting();
  if (!isFiltered(signature, here.query)) return <EmptyState says={empty.says} next={empty.next} />;
  return <EmptyState says={t("list.nothingFound")} next={<a href={here.path}>{t("list.clear")}</a>} />;
}

function ListPager<Row>({ next, previous }: Props<Row>) {
  const { here } = useSetting();
  const at = (page: string | undefined) => (page === undefined || page.startsWith("/") ? page : hereWith(here, { cursor: page }));
  return <Pager next={at(next)} previous={at(previous)} />;
}
