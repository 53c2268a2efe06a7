import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  DataTable,
  FactList,
  Notice,
  on,
  orRefuse,
  PageHead,
  Section,
  StatusTag,
  submitForm,
  useTenantPath,
  useText,
  type FormState,
} from "#ui-kit/index.ts";
import { changeHousehold } from "../contract/change-household.ts";
import { endHousehold } from "../contract/end-household.ts";
import { readHousehold } from "../contract/read-household.ts";
import { areaOptions, idOptions } from "./area-options.ts";
import { Changes } from "./changes.tsx";
import { toneOf } from "./persons.tsx";
import { RegisterAct } from "./register-act.tsx";

export const loader = async ({ params, context }: PageArgs<"tenant" | "id">) =>
  orRefuse(await context.call(readHousehold, { id: params.id }));

export const action = (args: PageArgs<"tenant" | "id">) => {
  const { id } = args.params;
  const done = () => `/t/${args.params.tenant}/register/households/${id}`;
  return submitForm(args, on(changeHousehold, { input: { id }, done }), on(endHousehold, { input: { id }, done }));
};

type View = PageProps<typeof loader>["loaderData"];

export default function HouseholdPage({ loaderData: household, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("register");
  const path = useTenantPath();
  const head = household.members.find((member) => member.id === household.headId);
  const names = new Map([
    ...household.areas.map(({ value, name }) => [value, name] as const),
    ...household.groups.map(({ id, name }) => [id, name] as const),
    ...household.members.map(({ id, name }) => [id, name] as const),
  ]);
  return (
    <article className="page">
      <PageHead
        title={t("household.title", { number: household.number })}
        lead={t("household.lead", { count: household.members.filter(({ state }) => state === "here").length })}
        crumbs={[{ href: path("register/households"), words: t("households.title") }]}
        acts={
          household.may.includes("add-person") ? (
            <a className="button" href={`${path("register/persons/new")}?household=${household.id}`}>
              {t("household.addMember")}
            </a>
          ) : undefined
        }
      />
      {household.endedOn === null ? undefined : <Notice tone="warn">{t("household.ended", { day: household.endedOn })}</Notice>}
      <FactList
        facts={[
          { name: t("facts.head"), value: head?.name ?? t("household.noHead") },
          { name: t("facts.area"), value: [household.area, household.group?.name].filter(Boolean).join(" · ") },
          { name: t("facts.address"), value: household.address || "—" },
        ]}
      />
      <Members household={household} />
      {household.may.length === 0 ? undefined : <Acts household={household} state={actionData} />}
      <Changes changes={household.changes} names={names} />
    </article>
  );
}

function Members({ household }: { readonly household: View }) {
  const t = useText("register");
  const path = useTenantPath();
  return (
    <Section title={t("household.members")}>
      {household.members.length === 0 ? (
        <p className="soft">{t("household.empty")}</p>
      ) : (
        <DataTable
          caption={t("household.members")}
          rows={household.members}
          rowKey={(member) => member.id}
          columns={[
            {
              key: "name",
              head: t("columns.name"),
              names: true,
              render: (member) => <a href={path(`register/persons/${member.id}`)}>{member.name}</a>,
            },
            {
              key: "relation",
              head: t("facts.relation"),
              render: (member) => (member.relation === "" ? "—" : t(`relations.${member.relation}`)),
            },
            { key: "sex", head: t("columns.sex"), render: (member) => (member.sex === null ? "—" : t(`sexes.${member.sex}`)) },
            { key: "age", head: t("columns.age"), numeric: true, render: (member) => member.age ?? "—" },
            {
              key: "state",
              head: t("columns.state"),
              render: (member) => <StatusTag tone={toneOf(member.state)}>{t(`states.${member.state}`)}</StatusTag>,
            },
          ]}
        />
      )}
    </Section>
  );
}

function Acts({ household, state }: { readonly household: View; readonly state: FormState | undefined }) {
  const t = useText("register");
  const version = String(household.version);
  const here = household.members.filter((member) => member.state === "here");
  return (
    <Section title={t("person.acts")} className="section no-print">
      {household.may.includes("change-household") ? (
        <RegisterAct
          signature={changeHousehold}
          state={state}
          omit={["id", ...(household.groups.length === 0 ? ["groupId"] : []), ...(here.length === 0 ? ["headId"] : [])]}
          help={t("household.changeHelp")}
          options={{ area: areaOptions(household.areas), groupId: idOptions(household.groups), headId: idOptions(here) }}
          values={{
            version,
            number: household.number,
            area: household.path,
            groupId: household.group?.id,
            headId: household.headId ?? undefined,
            address: household.address,
          }}
        />
      ) : undefined}
      {household.may.includes("end-household") ? (
        <RegisterAct signature={endHousehold} state={state} omit={["id"]} values={{ version }} />
      ) : undefined}
    </Section>
  );
}
