import type { OutputOf } from "#platform/contract.ts";
import { FactList, FoldedForm, Instant, StatusTag, useText } from "#ui-kit/index.ts";
import { decideObjection, type listObjections } from "../contract/uses.ts";
import { OBJECTION_TONES } from "./request-tones.ts";
import { sayUse } from "./use-words.ts";

type Props = {
  readonly row: OutputOf<typeof listObjections>["objections"][number];
  readonly state: Parameters<typeof FoldedForm>[0]["state"];
};

/** An objection, before whoever decides it. */
export function ObjectionCard({ row, state }: Props) {
  const t = useText("privacy");
  const name = row.name === "" ? t("requests.gone") : row.name;
  return (
    <section className="card stack" aria-label={`${name} ${sayUse(t, row.purpose)}`}>
      <h3>
        {name}{" "}
        <StatusTag tone={row.overdue ? "bad" : OBJECTION_TONES[row.state]}>{t(`objections.states.${row.state}`)}</StatusTag>
      </h3>
      <FactList
        facts={[
          { name: t("objections.use"), value: sayUse(t, row.purpose) },
          { name: t("requests.says"), value: row.says },
          { name: t("requests.askedAt"), value: <Instant at={row.askedAt} /> },
          { name: t("objections.dueOn"), value: t(row.overdue ? "objections.late" : "objections.by", { day: row.dueOn }) },
          { name: t("objections.reviewer"), value: row.reviewer === "" ? t("objections.nobody") : row.reviewer },
          ...(row.state === "open"
            ? []
            : [
                { name: t("objections.decider"), value: row.decider },
                { name: t("objections.reason"), value: row.answer },
              ]),
        ]}
      />
      {row.state !== "open" ? undefined : row.own ? (
        <p className="soft">{t("objections.own")}</p>
      ) : (
        <>
          <p className="soft">{t(row.stops ? "objections.stops" : "objections.byHand")}</p>
          <FoldedForm signature={decideObjection} id={row.id} state={state} omit={["id"]}>
            <input type="hidden" name="id" value={row.id} />
          </FoldedForm>
        </>
      )}
    </section>
  );
}
