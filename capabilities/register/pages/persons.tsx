import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  hereWith,
  ListPage,
  orRefuse,
  readSearch,
  StatusTag,
  useSetting,
  useTenantPath,
  useText,
  type Column,
  type Tone,
} from "#ui-kit/index.ts";
import { listPersons } from "../contract/list-persons.ts";
import type { PersonState } from "../contract/person-views.ts";
import { areaOptions, idOptions } from "./area-options.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listPersons, readSearch(request, listPersons)));

type Row = PageProps<typeof loader>["loaderData"]["persons"][number];

export function toneOf(state: PersonState): Tone {
  return state === "here" ? "good" : "neutral";
}

export default function PersonsPage({ loaderData: list }: PageProps<typeof loader>) {
  const t = useText("register");
  const path = useTenantPath();
  const { here } = useSetting();
  const columns: readonly Column<Row>[] = [
    {
      key: "name",
      head: t("columns.name"),
      names: true,
      render: (row) => <a href={path(`register/persons/${row.id}`)}>{row.name}</a>,
    },
    { key: "sex", head: t("columns.sex"), render: (row) => (row.sex === null ? "—" : t(`sexes.${row.sex}`)) },
    { key: "age", head: t("columns.age"), numeric: true, render: (row) => row.age ?? "—" },
    { key: "area", head: t("columns.area"), render: (row) => [row.area, row.group].filter(Boolean).join(" · ") },
    { key: "household", head: t("columns.household"), render: (row) => <HouseholdLink household={row.household} /> },
    { key: "phone", head: t("columns.phone"), render: (row) => <span className="figures">{row.phone || "—"}</span> },
    { key: "proof", head: t("columns.proof"), render: (row) => t(`proofs.${row.proofLevel}`) },
    {
      key: "state",
      head: t("columns.state"),
      render: (row) => <StatusTag tone={toneOf(row.state)}>{t(`states.${row.state}`)}</StatusTag>,
    },
  ];
  return (
    <ListPage
      title={t("persons.title")}
      lead={t("persons.lead")}
      acts={<Acts may={list.may} />}
      signature={listPersons}
      filters={["area", "group", "standing", "proof", "state"]}
      options={{ area: areaOptions(list.areas), group: idOptions(list.groups) }}
      columns={columns}
      rows={list.persons}
      rowKey={(row) => row.id}
      count={{ count: list.count, more: list.countIsCapped }}
      next={list.next ?? undefined}
      previous={undefined}
      views={[
        { href: here.path, words: t("persons.here"), current: new URLSearchParams(here.query).get("state") === null },
        {
          href: hereWith({ ...here, query: "" }, { state: "gone" }),
          words: t("persons.gone"),
          current: new URLSearchParams(here.query).get("state") === "gone",
        },
      ]}
      empty={{ says: t("persons.empty") }}
    />
  );
}

/** The list as it is narrowed now, asked for as a file; and the way to enter somebody. */
function Acts({ may }: { readonly may: readonly string[] }) {
  const t = useText("register");
  const path = useTenantPath();
  const { here } = useSetting();
  return (
    <div className="row">
      {may.includes("ask-export") ? (
        <a
          className="button"
          href={`${path("register/exports/new")}${here.query === "" ? "" : `?${here.query.replace(/^\?/, "")}`}`}
        >
          {t("actions.ask-export")}
        </a>
      ) : undefined}
      {may.includes("add-person") ? (
        <a className="button main" href={path("register/persons/new")}>
          {t("actions.add-person")}
        </a>
      ) : undefined}
    </div>
  );
}

function HouseholdLink({ household }: { readonly household: Row["household"] }) {
  const path = useTenantPath();
  if (household === null) return "—";
  return (
    <a className="figures" href={path(`register/households/${household.id}`)}>
      {household.number}
    </a>
  );
}
