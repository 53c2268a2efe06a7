import type { PageArgs, PageProps } from "#platform/page.ts";
import { Notice, on, orRefuse, PageHead, Section, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { readOwnEntry } from "../contract/read-own-entry.ts";
import { declareKin } from "../contract/declare-kin.ts";
import { requestCorrection } from "../contract/request-correction.ts";
import { Changes } from "./changes.tsx";
import { Corrections } from "./correction-list.tsx";
import { KinSection } from "./kin.tsx";
import { PersonFacts } from "./person-facts.tsx";
import { RegisterAct } from "./register-act.tsx";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(readOwnEntry, {}));

export const action = async (args: PageArgs<"tenant">) => {
  const done = () => `/t/${args.params.tenant}/register/mine`;
  const { person } = orRefuse(await args.context.call(readOwnEntry, {}));
  return await submitForm(args, on(requestCorrection, { done }), on(declareKin, { input: { id: person?.id ?? "" }, done }));
};

export default function MinePage({ loaderData: own, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("register");
  const path = useTenantPath();
  return (
    <article className="page">
      <PageHead title={t("mine.title")} lead={t("mine.lead")} />
      {own.person === null ? (
        <Notice tone="info">
          <p>{t("mine.none")}</p>
          <p>
            <a href={path("accounts/me")}>{t("mine.join")}</a>
          </p>
        </Notice>
      ) : (
        <>
          <PersonFacts person={own.person} reader="self" />
          <p className="section">
            <a href={path("accounts/readings")}>{t("mine.readings")}</a>
          </p>
          <Section title={t("mine.wrong")} className="section no-print">
            <p>{t("mine.wrongHelp")}</p>
            <RegisterAct signature={requestCorrection} state={actionData} />
          </Section>
          <KinSection kin={own.kin} may={own.may} state={actionData} reader="self" />
          <Corrections corrections={own.corrections} />
          <Changes changes={own.changes} />
          <p className="section small soft">{t("mine.ground")}</p>
        </>
      )}
    </article>
  );
}
