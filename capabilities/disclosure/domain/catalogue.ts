/** How often an entry must be public: once in every period, or each time something happens. */
export const PERIODS = ["month", "quarter", "year", "at-once"] as const;
export type PeriodKind = (typeof PERIODS)[number];

/** One entry of the catalogue of what must be public. */
export type Entry = {
  readonly id: string;
  readonly order: number;
  readonly title: string;
  readonly titleEn: string;
  readonly subject: string;
  readonly period: PeriodKind;
  /** Days after the period's end, or after it happened, by which it must be published. */
  readonly days: number;
  /** The kind of organization whose posts must publish it. */
  readonly owner: string;
  /** Of the law the catalogue rests on; empty: a local entry. */
  readonly article: string;
  /** Contributed sources its draft is begun from. */
  readonly sources: readonly string[];
  /** Matters of decision rules: what a meeting passed of them is due by this entry. */
  readonly matters: readonly string[];
};

export type Catalogue = { readonly law: string; readonly entries: readonly Entry[] };

type Column = Readonly<Record<string, unknown>>;

/**
 * The parameters of `disclosure.village` and `disclosure.community`: one map a column, by the entry's id, so that a place adds an entry of
 * its own by giving it a title and a period. What it leaves out falls back: days 15, owner and the rest as the first entry has them.
 */
export function readCatalogue(parameters: Column): Catalogue {
  const column = (name: string) => (parameters[name] ?? {}) as Column;
  const titles = column("titles");
  const [owner] = Object.values(column("owners"));
  const entries = Object.entries(titles).flatMap(([id, title]): readonly Entry[] => {
    const period = PERIODS.find((one) => one === column("periods")[id]);
    if (period === undefined) return [];
    return [
      {
        id,
        order: numberOr(column("orders")[id], LAST),
        title: String(title),
        titleEn: textOr(column("titlesEn")[id], String(title)),
        subject: textOr(column("subjects")[id], "affairs"),
        period,
        days: numberOr(column("days")[id], DAYS),
        owner: textOr(column("owners")[id], textOr(owner, "")),
        article: textOr(column("articles")[id], ""),
        sources: listOf(column("sources")[id]),
        matters: listOf(column("matters")[id]),
      },
    ];
  });
  return {
    law: textOr(parameters["law"], ""),
    entries: entries.toSorted((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1)),
  };
}

/** The kind of body that publishes most of what a catalogue has: it publishes what is forced in, too. */
export function ownerKind({ entries }: Catalogue): string {
  return entries[0]?.owner ?? "";
}

const LAST = 1_000;
const DAYS = 15;

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : otherwise;
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === "string" && value !== "" ? value : otherwise;
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
