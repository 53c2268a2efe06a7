import type { OutputOf } from "#platform/contract.ts";
import { Day, StatusTag, useText, type Tone } from "#ui-kit/index.ts";
import type { listDisclosures } from "../contract/list-disclosures.ts";
import type { readDisclosure } from "../contract/read-disclosure.ts";

export type View = OutputOf<typeof readDisclosure>;
export type ItemFacts = OutputOf<typeof listDisclosures>["items"][number];

/** 2026 年 10 月, 2026 年第三季度, 2026 年; of what happened, its day. */
export function usePeriod(): (item: Pick<ItemFacts, "why" | "period" | "startsOn">) => string {
  const t = useText("disclosure");
  return ({ why, period, startsOn }) => {
    if (why !== "period") return t("periods.day", { day: startsOn });
    const [year = "", part = ""] = period.split("-");
    if (part === "") return t("periods.year", { year });
    return part.startsWith("Q") ? t(`periods.${part}`, { year }) : t("periods.month", { year, month: Number(part) });
  };
}

/** What is late says so before anything else. */
export function stateOf(t: ReturnType<typeof useText>, item: ItemFacts): { readonly words: string; readonly tone: Tone } {
  if (item.versions === 0) return { words: t(item.late ? "state.late" : `state.${item.step}`), tone: item.late ? "bad" : "info" };
  if (item.takenDownOn !== null) return { words: t("state.taken-down"), tone: "neutral" };
  return { words: t(item.late ? "state.published-late" : "state.published"), tone: item.late ? "warn" : "good" };
}

export function ItemState({ item }: { readonly item: ItemFacts }) {
  const { words, tone } = stateOf(useText("disclosure"), item);
  return <StatusTag tone={tone}>{words}</StatusTag>;
}

export function MaybeDay({ day }: { readonly day: string | null }) {
  return day === null ? <>—</> : <Day day={day} />;
}

/** What has no name of its own is named by its place, which never changes while the page is shown. */
export function placed<T>(list: readonly T[]): readonly { readonly key: string; readonly value: T }[] {
  return list.map((value, place) => ({ key: String(place), value }));
}
