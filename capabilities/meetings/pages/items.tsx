import { Day, FoldedForm, Section, SignatureForm, StatusTag, useTenantPath, useText, type FormState } from "#ui-kit/index.ts";
import { carryOut } from "../contract/carry-out.ts";
import { countVotes } from "../contract/count-votes.ts";
import { endBallot } from "../contract/end-ballot.ts";
import { putToVote } from "../contract/put-to-vote.ts";
import { recountItem } from "../contract/recount-item.ts";
import { outcomeTone, Reasons, useNamed, useOutcome, useVotes, type Item, type View } from "./words.tsx";

type Props = { readonly view: View; readonly state: FormState | undefined };

/** The agenda: what is put to the vote, how it was counted, and what came of it. */
export function Items({ view, state }: Props) {
  const t = useText("meetings");
  return (
    <Section title={t("items.title")}>
      <div id="items" className="stack">
        {view.items.map((item) => (
          <ItemPart key={item.id} view={view} item={item} state={state} />
        ))}
      </div>
    </Section>
  );
}

function ItemPart({ view, item, state }: Props & { readonly item: Item }) {
  const t = useText("meetings");
  const path = useTenantPath();
  const named = useNamed();
  const votes = useVotes();
  const outcome = useOutcome();
  const owners = view.roll.floorDm2 !== null;
  return (
    <section aria-labelledby={`item-${item.number}`}>
      <h3 id={`item-${item.number}`}>
        {item.number}. {item.title}
      </h3>
      <p className="prose pre">{item.wording}</p>
      {item.about === null ? undefined : (
        <p>
          <a href={path(item.about)}>{t("items.about")}</a>
        </p>
      )}
      <p className="small soft">
        {[
          item.matter === null ? "" : t("items.matter", { matter: named(item.matter) }),
          item.method === null ? (item.secret ? t("items.secret") : "") : t(`methods.${item.method}`),
          item.steppedAside === 0 ? "" : t("items.aside", { persons: item.steppedAside }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {item.state === "decided" ? (
        <p>
          <StatusTag tone={outcomeTone(item.outcome)}>{outcome(item)}</StatusTag> {votes(item)}
        </p>
      ) : undefined}
      {item.state !== "voting" ? undefined : item.method === "phone" ? (
        <Phones view={view} item={item} state={state} />
      ) : (
        <Counting view={view} item={item} state={state} />
      )}
      <Reasons reasons={item.reasons} />
      {item.state === "waiting" && view.may.includes("put-to-vote") ? (
        <FoldedForm
          signature={putToVote}
          id={item.id}
          state={state}
          values={{ id: item.id, method: item.secret || owners ? "paper-ballots" : "show-of-hands" }}
          {...(owners
            ? {
                options: { method: [{ value: "paper-ballots", label: t("methods.paper-ballots") }] },
                help: t("help.owners-vote"),
              }
            : {})}
        />
      ) : undefined}
      {item.carriedOutOn === null ? undefined : (
        <p>
          <StatusTag tone="good">{t(`carriedOut.${item.does ?? "choose"}`)}</StatusTag> <Day day={item.carriedOutOn} />{" "}
          <WhereEntered view={view} item={item} />
        </p>
      )}
      {item.toCarryOut === null ? undefined : <CarryOut item={item} bodies={item.toCarryOut.bodies} state={state} />}
      {item.state === "decided" && item.method !== "phone" && view.may.includes("recount-item") ? (
        <FoldedForm signature={recountItem} id={item.id} state={state} values={{ id: item.id }} help={t("help.recount-item")} />
      ) : undefined}
    </section>
  );
}

type CarryOutProps = Pick<Props, "state"> & {
  readonly item: Item;
  readonly bodies: NonNullable<Item["toCarryOut"]>["bodies"];
};

/** What a published choice or recall came to is entered by whoever keeps the meeting. */
function CarryOut({ item, bodies, state }: CarryOutProps) {
  const t = useText("meetings");
  if (item.does === "choose" && item.holds === "post" && bodies.length === 0) return <p>{t("entered.noBody")}</p>;
  return (
    <FoldedForm
      signature={carryOut}
      id={item.id}
      state={state}
      values={{ id: item.id, organizationId: bodies[0]?.value }}
      omit={bodies.length === 0 ? ["organizationId"] : []}
      options={{ organizationId: bodies.map(({ value, name }) => ({ value, label: name })) }}
      help={t(`help.carry-out-${item.does ?? "choose"}`)}
    />
  );
}

/** Who holds what now: posts are everybody's to read, names of representatives are for whoever keeps the list. */
function WhereEntered({ view, item }: { readonly view: View; readonly item: Item }) {
  const t = useText("meetings");
  const path = useTenantPath();
  const { path: area } = view.meeting;
  if (item.holds === "post") return <a href={path(`organizations?kind=self-governing&area=${area}`)}>{t("entered.post")}</a>;
  return item.holds === "delegate" && view.may.includes("read-attendance") ? (
    <a href={path(`rolls/delegates?area=${area}`)}>{t("entered.delegate")}</a>
  ) : undefined;
}

/** Those here vote on their phones until whoever chairs ends it. */
function Phones({ view, item, state }: Props & { readonly item: Item }) {
  const t = useText("meetings");
  const path = useTenantPath();
  return (
    <div className="stack">
      <p>
        <StatusTag tone="info">{t("ballot.now")}</StatusTag>
      </p>
      {view.may.includes("cast-ballot") ? (
        <p>
          <a className="button main" href={path(`meetings/ballots/${item.id}`)}>
            {t("actions.cast-ballot")}
          </a>
        </p>
      ) : undefined}
      {view.may.includes("end-ballot") ? (
        <FoldedForm signature={endBallot} id={item.id} state={state} values={{ id: item.id }} help={t("help.end-ballot")} />
      ) : undefined}
    </div>
  );
}

/** Asked for where owners are counted by their floor area. */
const FLOORS = ["floorFor", "floorAgainst", "floorAbstain", "floorInvalid"];

/** Each teller gives their own count; nobody sees another's before all have. */
function Counting({ view, item, state }: Props & { readonly item: Item }) {
  const t = useText("meetings");
  const votes = useVotes();
  const named = { for: t("appraisal.choices.for"), against: t("appraisal.choices.against") };
  return (
    <div className="stack">
      <p>
        <StatusTag tone="info">{t("counting.now", { round: item.round })}</StatusTag>{" "}
        {t("counting.of", { counted: item.counted, tellers: view.rule.tellers })}
      </p>
      {item.differed.length === 0 ? undefined : (
        <p>
          <StatusTag tone="warn">{t("counting.differed")}</StatusTag>{" "}
          {item.differed
            .map((count) => votes({ votes: count, floors: count.floors, does: item.does }))
            .join(t("counting.versus"))}
        </p>
      )}
      {!view.may.includes("count-votes") ? undefined : item.ownMatter ? (
        <p>{t("counting.own")}</p>
      ) : item.ownCount ? (
        <p>{t("counting.done")}</p>
      ) : (
        <SignatureForm
          signature={countVotes}
          id={item.id}
          state={state}
          values={{ id: item.id, invalid: "0", floorInvalid: "0" }}
          omit={view.roll.floorDm2 === null ? FLOORS : []}
          {...(item.does === "appraise" ? { labels: named } : {})}
          later
        />
      )}
    </div>
  );
}
