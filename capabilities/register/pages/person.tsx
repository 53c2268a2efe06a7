import type { PageArgs, PageProps } from "#platform/page.ts";
import {
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
import { correctPerson } from "../contract/correct-person.ts";
import { declareKin } from "../contract/declare-kin.ts";
import { endKin } from "../contract/end-kin.ts";
import { endPerson } from "../contract/end-person.ts";
import { movePerson } from "../contract/move-person.ts";
import { RELATIONS } from "../contract/person-views.ts";
import { provePerson } from "../contract/prove-person.ts";
import { readPersonForm } from "../contract/read-person-form.ts";
import { readPerson } from "../contract/read-person.ts";
import { refuseCorrection } from "../contract/refuse-correction.ts";
import { resumePerson } from "../contract/resume-person.ts";
import { showNumber } from "../contract/show-number.ts";
import { areaOptions } from "./area-options.ts";
import { Changes } from "./changes.tsx";
import { Corrections } from "./correction-list.tsx";
import { KinSection } from "./kin.tsx";
import { PersonFacts, type Entry } from "./person-facts.tsx";
import { toneOf } from "./persons.tsx";
import { RegisterAct } from "./register-act.tsx";

export const loader = async ({ params, context }: PageArgs<"tenant" | "id">) => {
  const view = orRefuse(await context.call(readPerson, { id: params.id }));
  const areas = view.may.includes("correct-person") ? orRefuse(await context.call(readPersonForm, {})).areas : [];
  return { ...view, areas };
};

type Shown = { readonly which: string; readonly number: string };

export const action = async (args: PageArgs<"tenant" | "id">) => {
  const { id } = args.params;
  const done = () => `/t/${args.params.tenant}/register/persons/${id}`;
  let shown: Shown | undefined;
  const show = (output: Shown) => {
    // Shown on this very page and nowhere kept: a number is in no address.
    shown = output;
    return undefined;
  };
  const state = await submitForm(
    args,
    on(correctPerson, { input: { id }, done }),
    on(declareKin, { input: { id }, done }),
    on(endKin, { done }),
    on(movePerson, { input: { id }, done }),
    on(provePerson, { input: { id }, done }),
    on(showNumber, { input: { id }, done: show }),
    on(endPerson, { input: { id }, done }),
    on(resumePerson, { input: { id }, done }),
    on(refuseCorrection, { done }),
  );
  return shown === undefined ? state : ({ shown } as { readonly shown: Shown } & Partial<FormState>);
};

export default function PersonPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { person, changes, corrections, may } = loaderData;
  const t = useText("register");
  const path = useTenantPath();
  const shown = actionData !== undefined && "shown" in actionData ? actionData.shown : undefined;
  const state = actionData !== undefined && "form" in actionData ? (actionData as FormState) : undefined;
  return (
    <article className="page">
      <PageHead
        title={person.name}
        lead={
          <>
            <StatusTag tone={toneOf(person.state)}>{t(`states.${person.state}`)}</StatusTag>{" "}
            {person.endedOn === null ? t("person.lead") : t("person.ended", { day: person.endedOn })}
          </>
        }
        crumbs={[{ href: path("register"), words: t("persons.title") }]}
        acts={
          <div className="row">
            {may.includes("give-post") ? (
              <a className="button" href={`${path("organizations/give-post")}?person=${person.id}`}>
                {t("person.givePost")}
              </a>
            ) : undefined}
            {may.includes("give-new-phone") ? (
              <a className="button" href={`${path("accounts/new-phone")}?person=${person.id}`}>
                {t("person.newPhone")}
              </a>
            ) : undefined}
            {may.includes("add-delegate") ? (
              <a className="button" href={`${path("rolls/delegates/new")}?person=${person.id}`}>
                {t("person.addDelegate")}
              </a>
            ) : undefined}
            {may.includes("add-owner") ? (
              <a className="button" href={`${path("rolls/owners/new")}?person=${person.id}`}>
                {t("person.addOwner")}
              </a>
            ) : undefined}
          </div>
        }
      />
      {shown === undefined ? undefined : (
        <Notice tone="info" title={t(`facts.${shown.which}`)}>
          <p className="figures big-code">{shown.number}</p>
          <p>{t("person.shown")}</p>
        </Notice>
      )}
      <Corrections corrections={corrections} may={may} state={state} />
      <PersonFacts person={person} reader="staff" />
      {may.length === 0 ? undefined : (
        <Acts person={person} may={may} state={state} areas={loaderData.areas} asked={corrections} />
      )}
      <KinSection kin={loaderData.kin} may={may} state={state} reader="staff" />
      <Changes changes={changes} names={new Map(loaderData.areas.map(({ value, name }) => [value, name]))} />
    </article>
  );
}

type ActsProps = {
  readonly person: Entry;
  readonly may: readonly string[];
  readonly state: FormState | undefined;
  readonly areas: Parameters<typeof areaOptions>[0];
  readonly asked: PageProps<typeof loader>["loaderData"]["corrections"];
};

function Acts({ person, may, state, areas, asked }: ActsProps) {
  const t = useText("register");
  const version = String(person.version);
  const relations = RELATIONS.filter((one) => one !== "head").map((one) => ({ value: one, label: t(`relations.${one}`) }));
  const open = asked
    .filter((one) => one.state === "open")
    .map((one) => ({ value: one.id, label: t("correctionOption", { field: t(`facts.${one.field}`), says: one.says }) }));
  const can = (act: string) => may.includes(act);
  return (
    <Section title={t("person.acts")} className="section no-print">
      {can("correct-person") ? (
        <RegisterAct
          signature={correctPerson}
          state={state}
          omit={["id", ...(open.length === 0 ? ["correctionId"] : []), ...(person.household === null ? ["relation"] : ["area"])]}
          options={{ area: areaOptions(areas), relation: relations, correctionId: open }}
          help={t("person.correctHelp")}
          values={{
            version,
            name: person.name,
            sex: person.sex ?? undefined,
            bornOn: person.bornOn ?? undefined,
            standing: person.standing,
            relation: person.relation,
            area: person.path,
            address: person.address,
          }}
        />
      ) : undefined}
      {can("prove-person") ? (
        <RegisterAct signature={provePerson} state={state} omit={["id"]} values={{ version }} help={t("person.proveHelp")} />
      ) : undefined}
      {can("show-number") ? (
        <RegisterAct signature={showNumber} state={state} omit={["id"]} help={t("person.showHelp")} />
      ) : undefined}
      {can("move-person") ? (
        <RegisterAct signature={movePerson} state={state} omit={["id"]} values={{ version }} help={t("person.moveHelp")} />
      ) : undefined}
      {can("end-person") ? (
        <RegisterAct signature={endPerson} state={state} omit={["id"]} values={{ version }} help={t("person.endHelp")} />
      ) : undefined}
      {can("resume-person") ? (
        <RegisterAct signature={resumePerson} state={state} omit={["id"]} values={{ version }} help={t("person.resumeHelp")} />
      ) : undefined}
    </Section>
  );
}
