import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  ActionButton,
  FactList,
  FoldedForm,
  Instant,
  on,
  orRefuse,
  PageHead,
  RefusalBox,
  Section,
  StatusTag,
  submitForm,
  useTenantPath,
  useText,
} from "#ui-kit/index.ts";
import { keyOf } from "../contract/held-view.ts";
import { listConsents } from "../contract/list-consents.ts";
import { listUses, objectToUse, resumeUse, stopUse } from "../contract/uses.ts";
import { withdrawConsent } from "../contract/withdraw-consent.ts";
import { Consents } from "./Consents.tsx";
import { heldWords } from "./held-words.ts";
import { Ledger } from "./Ledger.tsx";
import { OBJECTION_TONES } from "./request-tones.ts";
import { sayUse } from "./use-words.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => ({
  listed: orRefuse(await context.call(listUses, {})),
  consents: orRefuse(await context.call(listConsents, {})),
});

export const action = (args: PageArgs<"tenant">) => {
  const done = () => `/t/${args.params.tenant}/privacy/uses`;
  return submitForm(
    args,
    on(withdrawConsent, { done }),
    on(stopUse, { done }),
    on(resumeUse, { done }),
    on(objectToUse, { done }),
  );
};

type Listed = PageProps<typeof loader>["loaderData"]["listed"];
type Use = Listed["uses"][number];
type State = PageProps<typeof loader, typeof action>["actionData"];

export default function UsesPage({ loaderData: { listed, consents }, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("privacy");
  const path = useTenantPath();
  const open = new Set(listed.objections.flatMap(({ purpose, state }) => (state === "open" ? [purpose] : [])));
  return (
    <article className="page">
      <PageHead title={t("uses.title")} lead={t("uses.lead")} crumbs={[{ href: path("privacy/mine"), words: t("mine.title") }]} />
      {actionData?.refusal === undefined ? undefined : <RefusalBox refusal={actionData.refusal} texts="privacy" />}
      <Section title={t("uses.press")}>
        <p>{t("uses.pressHelp")}</p>
        {listed.uses.flatMap((use) => (use.ends === "press" ? [<UseCard key={use.purpose} use={use} />] : []))}
      </Section>
      <Consents {...consents} />
      <Objections objections={listed.objections} />
      <Section title={t("uses.duty")}>
        <p>{t("uses.dutyHelp", { days: listed.days ?? 0 })}</p>
        {listed.uses.flatMap((use) =>
          use.ends === "objection"
            ? [<UseCard key={use.purpose} use={use} open={open.has(use.purpose)} state={actionData} />]
            : [],
        )}
        <Kept kept={listed.kept} open={open} state={actionData} />
        <p>
          {t("uses.otherwise")} <a href={path("privacy/erase")}>{t("mine.erase")}</a>
          {t("erase.comma")}
          <a href={path("register/mine")}>{t("mine.correct")}</a>
        </p>
      </Section>
      <Ledger ledger={consents.ledger} />
    </article>
  );
}

/** One use: what for, on what basis, until when, what stopping changes; and the act. */
function UseCard({ use, open = false, state }: { readonly use: Use; readonly open?: boolean; readonly state?: State }) {
  const t = useText("privacy");
  const path = useTenantPath();
  const say = (what: string) => t(`uses.of.${keyOf(use.purpose)}.${what}`);
  return (
    <div className="card stack">
      <h3>
        {say("title")}{" "}
        <StatusTag tone={use.stopped === null ? "good" : "neutral"}>
          {t(use.stopped === null ? "uses.goesOn" : "uses.stopped")}
        </StatusTag>
      </h3>
      <FactList
        facts={[
          { name: t("mine.purpose"), value: say("says") },
          { name: t("mine.basis"), value: say("basis") },
          { name: t("mine.retention"), value: say("until") },
          { name: t("uses.then"), value: say("then") },
          ...(use.stopped === null ? [] : [{ name: t("uses.since"), value: <Instant at={use.stopped.since} /> }]),
        ]}
      />
      {use.stopped === null ? (
        <Ends use={use} open={open} state={state} />
      ) : (
        <ActionButton signature={resumeUse} values={{ purpose: use.purpose }} />
      )}
      <p className="small">
        <a href={path(use.path)}>{t("uses.seen")}</a>
      </p>
    </div>
  );
}

function Ends({ use, open, state }: { readonly use: Use; readonly open: boolean; readonly state: State }) {
  if (use.ends === "press") return <ActionButton signature={stopUse} values={{ purpose: use.purpose }} />;
  return <Objecting purpose={use.purpose} open={open} state={state} />;
}

function Objecting({ purpose, open, state }: { readonly purpose: string; readonly open: boolean; readonly state: State }) {
  const t = useText("privacy");
  if (open) return <p className="soft">{t("uses.waits")}</p>;
  return (
    <FoldedForm signature={objectToUse} id={purpose} state={state} omit={["purpose"]}>
      <input type="hidden" name="purpose" value={purpose} />
    </FoldedForm>
  );
}

/** What a duty keeps, by capability: which, on what article, until when; each may be objected to. */
function Kept({
  kept,
  open,
  state,
}: {
  readonly kept: Listed["kept"];
  readonly open: ReadonlySet<string>;
  readonly state: State;
}) {
  const t = useText("privacy");
  return [...Map.groupBy(kept, ({ capability }) => capability)].map(([capability, purposes]) => (
    <details key={capability}>
      <summary>
        {heldWords(t, "capabilities", capability)} <span className="soft">{t("uses.count", { count: purposes.length })}</span>
      </summary>
      {purposes.map(({ purpose, says, bases, retentions }) => (
        <div key={purpose} className="card stack">
          <h3>{heldWords(t, "purposes", says)}</h3>
          <FactList
            facts={[
              { name: t("mine.basis"), value: bases.map((one) => heldWords(t, "bases", one)).join(t("erase.comma")) },
              ...(retentions.length === 0
                ? []
                : [
                    {
                      name: t("mine.retention"),
                      value: retentions.map((one) => heldWords(t, "retentions", one)).join(t("erase.comma")),
                    },
                  ]),
            ]}
          />
          {bases.every((one) => one.startsWith("consent")) ? (
            <p className="soft">{t("uses.byConsent")}</p>
          ) : (
            <Objecting purpose={purpose} open={open.has(purpose)} state={state} />
          )}
        </div>
      ))}
    </details>
  ));
}

function Objections({ objections }: Pick<Listed, "objections">) {
  const t = useText("privacy");
  if (objections.length === 0) return undefined;
  return (
    <Section title={t("uses.objections")}>
      {objections.map((one) => (
        <div key={one.id} className="card stack">
          <h3>
            {sayUse(t, one.purpose)}{" "}
            <StatusTag tone={OBJECTION_TONES[one.state]}>{t(`objections.states.${one.state}`)}</StatusTag>
          </h3>
          <FactList
            facts={[
              { name: t("requests.askedAt"), value: <Instant at={one.askedAt} /> },
              ...(one.says === "" ? [] : [{ name: t("requests.says"), value: one.says }]),
              ...(one.state === "open"
                ? [
                    { name: t("objections.reviewer"), value: one.reviewer === "" ? t("objections.nobody") : one.reviewer },
                    {
                      name: t("objections.dueOn"),
                      value: t(one.overdue ? "objections.late" : "objections.by", { day: one.dueOn }),
                    },
                  ]
                : [
                    { name: t("objections.decider"), value: one.decider },
                    { name: t("objections.reason"), value: one.answer },
                  ]),
            ]}
          />
          {one.state === "refused" || one.overdue ? <p>{t("objections.complain")}</p> : undefined}
        </div>
      ))}
    </Section>
  );
}
