import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  CasePage,
  Day,
  FoldedForm,
  Meter,
  on,
  orRefuse,
  Section,
  submitForm,
  useTenantPath,
  useText,
  type FormState,
} from "#ui-kit/index.ts";
import { answerInitiative } from "../contract/answer-initiative.ts";
import { enterSignatures } from "../contract/enter-signatures.ts";
import { readInitiative } from "../contract/read-initiative.ts";
import { signInitiative } from "../contract/sign-initiative.ts";
import { withdrawSignature } from "../contract/withdraw-signature.ts";
import { initiativeState, Reasons, useNamed } from "./words.tsx";

const ACTS = [signInitiative, withdrawSignature, enterSignatures, answerInitiative] as const;

export const loader = async ({ params, context }: PageArgs<"tenant" | "id">) =>
  orRefuse(await context.call(readInitiative, { id: params.id }));

export const action = (args: PageArgs<"tenant" | "id">) => {
  const { tenant, id } = args.params;
  const done = () => `/t/${tenant}/meetings/initiatives/${id}`;
  return submitForm(args, ...ACTS.map((signature) => on(signature, { input: { id }, done })));
};

export default function InitiativePage({ loaderData: view, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("meetings");
  const path = useTenantPath();
  const named = useNamed();
  const { initiative } = view;
  const acts = ACTS.filter(({ name }) => view.may.includes(name.slice("meetings/".length)));
  const calls = view.may.includes("convene-meeting");
  const state = initiative.late && initiative.state === "reached" ? "late" : initiative.state;
  return (
    <CasePage
      title={initiative.title}
      crumbs={[{ href: path("meetings/initiatives"), words: t("initiative.title") }]}
      state={{
        words: t(initiativeState(initiative)),
        tone: state === "late" ? "bad" : state === "answered" ? "good" : "info",
      }}
      stands={
        initiative.dueOn === null
          ? t("initiative.stands.gathering", { signed: initiative.signed, needed: initiative.needed ?? 0 })
          : t(
              `initiative.${initiative.forMeeting ? (initiative.asks === "item" ? "standsItem" : "stands") : "standsOther"}.${initiative.state}`,
              { day: initiative.dueOn },
            )
      }
      can={acts.length === 0 && !calls ? undefined : <Can view={view} state={actionData} calls={calls} acts={acts} />}
      facts={[
        { name: t("columns.kind"), value: named(initiative.kind) },
        { name: t("columns.area"), value: initiative.area },
        { name: t("initiative.who"), value: t(`initiative.signers.${initiative.signers}`) },
        { name: t("initiative.begunOn"), value: <Day day={initiative.begunOn} /> },
        ...(initiative.reachedOn === null
          ? []
          : [{ name: t("initiative.reachedOn"), value: <Day day={initiative.reachedOn} /> }]),
        ...(initiative.meetingId === null
          ? []
          : [
              {
                name: t("initiative.answered"),
                value: <a href={path(`meetings/${initiative.meetingId}`)}>{t("initiative.toMeeting")}</a>,
              },
            ]),
        ...(view.page === null
          ? []
          : [{ name: t("initiative.followed"), value: <a href={path(view.page)}>{t("initiative.toPage")}</a> }]),
      ]}
    >
      <p className="prose pre">{initiative.wording}</p>
      <Signatures initiative={initiative} />
    </CasePage>
  );
}

type CanProps = {
  readonly view: PageProps<typeof loader>["loaderData"];
  readonly state: FormState | undefined;
  readonly calls: boolean;
  readonly acts: readonly (typeof ACTS)[number][];
};

/** What the reader may do: sign, enter paper, or call what was asked for. */
function Can({ view, state, calls, acts }: CanProps) {
  const t = useText("meetings");
  const path = useTenantPath();
  const { id, path: area, kind } = view.initiative;
  return (
    <>
      {calls ? (
        <p>
          <a className="button" href={path(`meetings/new?area=${area}&kind=${kind.value}&initiative=${id}`)}>
            {t("initiative.convene")}
          </a>
        </p>
      ) : undefined}
      {acts.map((signature) => (
        <FoldedForm
          key={signature.name}
          signature={signature}
          state={state}
          omit={["id"]}
          options={{
            personIds: view.unsigned.map(({ value, name }) => ({ value, label: name })),
            meetingId: view.meetings.map(({ value, name }) => ({ value, label: name })),
          }}
          help={t(`help.${signature.name.slice("meetings/".length)}`)}
        />
      ))}
    </>
  );
}

/** How many signed of those who count, and how many it takes. */
function Signatures({ initiative }: { readonly initiative: PageProps<typeof loader>["loaderData"]["initiative"] }) {
  const t = useText("meetings");
  return (
    <Section title={t("initiative.signatures")}>
      {initiative.outOf === null ? (
        <p>{t("initiative.noRoll")}</p>
      ) : (
        <Meter
          label={t("initiative.signed")}
          value={initiative.signed}
          outOf={initiative.outOf}
          unit={t("units.persons")}
          need={initiative.needed ?? 0}
          needWords={t("initiative.need", { threshold: initiative.needed ?? 0 })}
        />
      )}
      <Reasons reasons={initiative.reasons} />
    </Section>
  );
}
