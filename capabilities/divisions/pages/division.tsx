import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  Confirm,
  DataTable,
  Day,
  FactList,
  Notice,
  on,
  orRefuse,
  PageHead,
  Section,
  SignatureForm,
  StatusTag,
  submitForm,
  useTenantPath,
  useText,
  type FormState,
} from "#ui-kit/index.ts";
import { addGrid } from "../contract/add-grid.ts";
import { endGrid } from "../contract/end-grid.ts";
import { readDivision } from "../contract/read-division.ts";
import { renameGrid } from "../contract/rename-grid.ts";

export const loader = async ({ params, context }: PageArgs<"tenant" | "code">) =>
  orRefuse(await context.call(readDivision, { code: params.code }));

export const action = (args: PageArgs<"tenant" | "code">) => {
  const done = () => `/t/${args.params.tenant}/divisions/${args.params.code}`;
  return submitForm(
    args,
    on(addGrid, { input: { divisionCode: args.params.code }, done }),
    on(renameGrid, { done }),
    on(endGrid, { done }),
  );
};

type View = PageProps<typeof loader>["loaderData"];

export default function DivisionPage({ loaderData: division, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("divisions");
  const path = useTenantPath();
  return (
    <article className="page">
      <PageHead
        title={division.name}
        lead={t("division.lead", {
          level: t(`levels.${division.level}`),
          above: division.above.map(({ name }) => name).join(" › "),
        })}
        crumbs={[{ href: path("divisions"), words: t("tree.title") }]}
      />
      {division.inForce ? undefined : <Ended division={division} />}
      <Facts division={division} />
      {division.parts.length === 0 ? undefined : (
        <Section title={t("division.parts")}>
          <ul className="link-list">
            {division.parts.map((part) => (
              <li key={part.code}>
                <a href={path(`divisions/${part.code}`)}>{part.name}</a> <span className="figures soft small">{part.code}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {division.grids.length === 0 && division.may.length === 0 ? undefined : <Grids division={division} state={actionData} />}
    </article>
  );
}

function Ended({ division }: { readonly division: View }) {
  const t = useText("divisions");
  const path = useTenantPath();
  return (
    <Notice tone="warn">
      {t("division.ended", { day: division.validTo ?? division.validFrom })}{" "}
      {division.after.map((next) => (
        <a key={next.code} className="alone" href={path(`divisions/${next.code}`)}>
          {t("division.nowIs", { name: next.name, code: next.code })}
        </a>
      ))}
    </Notice>
  );
}

function Facts({ division }: { readonly division: View }) {
  const t = useText("divisions");
  const path = useTenantPath();
  const { before, after } = division;
  const earlier = division.names.slice(1);
  const codes = (list: View["before"]) => (
    <ul className="link-list">
      {list.map((one) => (
        <li key={one.code}>
          <a href={path(`divisions/${one.code}`)}>
            {one.name} {one.code}
          </a>{" "}
          <span className="soft small">
            <Day day={one.on} />
          </span>
        </li>
      ))}
    </ul>
  );
  return (
    <FactList
      facts={[
        { name: t("facts.code"), value: <span className="figures">{division.code}</span> },
        { name: t("facts.from"), value: <Day day={division.validFrom} /> },
        ...(division.validTo === null ? [] : [{ name: t("facts.to"), value: <Day day={division.validTo} /> }]),
        ...(earlier.length === 0 ? [] : [{ name: t("facts.names"), value: earlier.map(({ name }) => name).join(t("comma")) }]),
        ...(before.length === 0 ? [] : [{ name: t("facts.before"), value: codes(before) }]),
        ...(after.length === 0 ? [] : [{ name: t("facts.after"), value: codes(after) }]),
        { name: t("facts.source"), value: division.source },
      ]}
    />
  );
}

function Grids({ division, state }: { readonly division: View; readonly state: FormState | undefined }) {
  const t = useText("divisions");
  const keeps = division.may.includes("add-grid");
  const shown = keeps ? division.grids : division.grids.filter((grid) => grid.inForce);
  const adding = state?.form === addGrid.name;
  return (
    <Section title={t("grids.title")}>
      {shown.length === 0 ? (
        <p className="soft">{t("grids.none")}</p>
      ) : (
        <DataTable
          caption={t("grids.title")}
          rows={shown}
          rowKey={(grid) => grid.id}
          columns={[
            { key: "name", head: t("columns.name"), names: true, render: (grid) => grid.name },
            { key: "from", head: t("facts.from"), render: (grid) => <Day day={grid.validFrom} /> },
            {
              key: "state",
              head: t("columns.state"),
              render: (grid) =>
                grid.inForce ? (
                  <StatusTag tone="good">{t("inForce")}</StatusTag>
                ) : (
                  <StatusTag tone="neutral">{t("notInForce")}</StatusTag>
                ),
            },
            ...(keeps
              ? [
                  {
                    key: "acts",
                    head: t("columns.acts"),
                    render: (grid: View["grids"][number]) => <GridActs grid={grid} state={state} />,
                  },
                ]
              : []),
          ]}
        />
      )}
      {keeps ? (
        adding || shown.length === 0 ? (
          <SignatureForm signature={addGrid} state={state} omit={["divisionCode"]} />
        ) : (
          <Confirm act={t("actions.add-grid")}>
            <SignatureForm signature={addGrid} state={state} omit={["divisionCode"]} />
          </Confirm>
        )
      ) : undefined}
    </Section>
  );
}

/** Renaming and ending one grid, folded away; open again when it was refused. */
function GridActs({ grid, state }: { readonly grid: View["grids"][number]; readonly state: FormState | undefined }) {
  const t = useText("divisions");
  if (grid.validTo !== null) return "—";
  const forms = [
    { signature: renameGrid, values: { id: grid.id, name: grid.name } },
    { signature: endGrid, values: { id: grid.id } },
  ];
  return forms.map(({ signature, values }) => {
    const form = <SignatureForm key={signature.name} id={grid.id} signature={signature} state={state} values={values} />;
    if (state?.form === `${signature.name}#${grid.id}`) return form;
    return (
      <Confirm key={signature.name} act={t(`actions.${signature.name.slice(signature.name.indexOf("/") + 1)}`)}>
        {form}
      </Confirm>
    );
  });
}
