import type { OutputOf } from "#platform/contract.ts";
import { Day, StatusTag, useTenantPath, useText, type Column, type Tone } from "#ui-kit/index.ts";
import type { listCharges } from "../contract/list-charges.ts";

export type Charge = OutputOf<typeof listCharges>["charges"][number];

const TONES: Readonly<Record<Charge["state"], Tone>> = {
  open: "info",
  objected: "warn",
  reported: "warn",
  accepted: "good",
  lifted: "neutral",
};

export function toneOf({ state, daysLate }: Charge): Tone {
  return daysLate > 0 ? "bad" : TONES[state];
}

/** Where a charge stands; late is said in words. */
export function ChargeState({ charge }: { readonly charge: Charge }) {
  const t = useText("mandates");
  const late = charge.daysLate > 0 ? ` · ${t("late", { count: charge.daysLate })}` : "";
  return <StatusTag tone={toneOf(charge)}>{`${t(`states.${charge.state}`)}${late}`}</StatusTag>;
}

/** Columns that lists of charges share. */
export function useColumns(): readonly Column<Charge>[] {
  const t = useText("mandates");
  const path = useTenantPath();
  return [
    {
      key: "title",
      head: t("columns.title"),
      names: true,
      render: (row) => <a href={path(`mandates/${row.number}/${row.place}`)}>{row.title}</a>,
    },
    { key: "area", head: t("columns.area"), render: (row) => row.area },
    { key: "organization", head: t("columns.owner"), render: (row) => row.organization },
    { key: "due", head: t("columns.due"), render: (row) => <Day day={row.dueOn} /> },
    { key: "state", head: t("columns.state"), render: (row) => <ChargeState charge={row} /> },
  ];
}
