import type { Signature } from "../../platform/contract.ts";
import { drawField, fieldWords } from "../form/draw-fields.ts";
import { FieldControl, type DrawnField, type Option } from "../form/FieldControl.tsx";
import { fieldsOf, type Field } from "../form/fields.ts";
import { readValues } from "../form/read-fields.ts";
import { useSetting, useText } from "../setting/Setting.tsx";

export type FilterProps = {
  /** The query whose input names the filters: what it declares is drawn. */
  readonly signature: Signature;
  /** Which of its fields, in this order; left out, all but the search text, cursors, limits and ids without options. */
  readonly filters?: readonly string[];
  readonly options?: Readonly<Record<string, readonly Option[]>>;
  /** The field of free text, drawn as the search box. */
  readonly search?: string;
};

const NEVER_DRAWN = new Set(["cursor", "limit", "before", "after"]);
const SEARCH = "q";
const NO_OPTIONS: NonNullable<FilterProps["options"]> = {};

/** A search box, and the other filters folded until one is used; a GET form, so that a list is an address one can send on. */
export function Filters({ signature, filters, options = NO_OPTIONS, search = SEARCH }: FilterProps) {
  const t = useText("ui-kit");
  const { texts, here } = useSetting();
  const values = readValues(fieldsOf(signature), new URLSearchParams(here.query));
  const fields = filterFields(signature, filters, options, search);
  const words = fieldWords(signature, texts);
  const draw = (field: Field) =>
    asFilter(
      drawField(field, [], words, { idStart: "filter", values, refusal: undefined, options, accept: {}, autoComplete: {} }),
      t("list.all"),
    );
  const box = fieldsOf(signature).find(({ name }) => name === search);
  const used = fields.filter(({ name }) => (values[name] ?? []).length > 0).length;
  if (box === undefined && fields.length === 0) return undefined;
  return (
    <search className="filters no-print">
      <form method="get" action={here.path}>
        {box === undefined ? undefined : <SearchBox drawn={draw(box)} button={t("list.search")} />}
        {fields.length === 0 ? undefined : (
          <details className="filter-more" open={used > 0}>
            <summary>{used > 0 ? t("list.filtersUsed", { count: used }) : t("list.filters")}</summary>
            <div className="filter-grid">
              {fields.map((field) => (
                <FieldControl key={field.name} drawn={draw(field)} />
              ))}
            </div>
            <div className="row">
              <button className="button" type="submit">
                {t("list.apply")}
              </button>
              {used > 0 ? (
                <a className="alone" href={here.path}>
                  {t("list.clear")}
                </a>
              ) : undefined}
            </div>
          </details>
        )}
      </form>
    </search>
  );
}

function SearchBox({ drawn, button }: { readonly drawn: DrawnField; readonly button: string }) {
  return (
    <div className="search">
      <label htmlFor={drawn.id}>{drawn.label}</label>
      <div className="search-line">
        <input
          className="input"
          id={drawn.id}
          name={drawn.field.name}
          type="search"
          defaultValue={drawn.values[0] ?? ""}
          maxLength={drawn.field.limits.maxLength}
          enterKeyHint="search"
        />
        <button className="button" type="submit">
          {button}
        </button>
      </div>
    </div>
  );
}

function filterFields(
  signature: Signature,
  names: readonly string[] | undefined,
  options: FilterProps["options"],
  search: string,
): readonly Field[] {
  const fields = fieldsOf(signature).filter(({ name }) => name !== search);
  if (names !== undefined) return names.flatMap((name) => fields.filter((field) => field.name === name));
  return fields.filter(({ name, kind }) => !NEVER_DRAWN.has(name) && (kind !== "hidden" || options?.[name] !== undefined));
}

/** A filter fits one line: always a select, whose first choice is all. */
function asFilter(drawn: DrawnField, all: string): DrawnField {
  return { ...drawn, compact: true, words: { ...drawn.words, choose: all } };
}

/** Is anything searched or filtered for? */
export function isFiltered(signature: Signature, query: string): boolean {
  const values = readValues(fieldsOf(signature), new URLSearchParams(query));
  return Object.keys(values).some((name) => !NEVER_DRAWN.has(name));
}
