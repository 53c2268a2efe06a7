import { TriageRefusal } from "../refusal.ts";

/** What is known of an issue that heat may be made of. All but the names are counted over its messages. */
export type IssueFigures = {
  /** Different persons who wrote. */
  readonly reporters: number;
  /** Messages beyond the first of a person. */
  readonly repeats: number;
  readonly likes: number;
  readonly dislikes: number;
  /** Days from the first message to the last, at least 1; 1 where no time is known. */
  readonly days: number;
  /** Days from the last message to the newest of all messages. */
  readonly quietDays: number;
};

/** One summand: weight · measure, or weight · ln(1 + measure); over `halfLifeDays` of quiet a summand falls to a half. */
export type HeatTerm = {
  readonly measure: keyof IssueFigures;
  readonly scale: "linear" | "logarithm";
  readonly weight: number;
  readonly halfLifeDays?: number;
};

/** The formula of the heat index, as data: heat is the sum of its terms. */
export type HeatFormula = { readonly terms: readonly HeatTerm[] };

/**
 * Persons count one by one. Repeats and clicks count by their logarithm: one person writing often, or a link passed round,
 * does not outweigh many who write. Nothing takes heat away for a person, a place or an opinion.
 */
export const DEFAULT_HEAT: HeatFormula = {
  terms: [
    { measure: "reporters", scale: "linear", weight: 1 },
    { measure: "repeats", scale: "logarithm", weight: 0.5 },
    { measure: "likes", scale: "logarithm", weight: 0.5 },
    { measure: "dislikes", scale: "logarithm", weight: 0.5 },
  ],
};

const MEASURES: ReadonlySet<string> = new Set(["reporters", "repeats", "likes", "dislikes", "days", "quietDays"]);
/** A formula people are to understand has few terms. */
const TERMS_MAX = 12;

/** Reads a formula from data of unknown origin. Refuses `bad-option`. */
export function readHeatFormula(given: unknown): HeatFormula {
  const terms = isRecord(given) ? given["terms"] : undefined;
  if (!Array.isArray(terms) || terms.length === 0 || terms.length > TERMS_MAX) {
    throw new TriageRefusal("bad-option", `a heat formula is {"terms": […]} with 1 to ${TERMS_MAX} terms`);
  }
  return { terms: terms.map(readTerm) };
}

function readTerm(term: unknown): HeatTerm {
  const { measure, scale, weight, halfLifeDays } = isRecord(term) ? term : {};
  const known = typeof measure === "string" && MEASURES.has(measure) && (scale === "linear" || scale === "logarithm");
  if (!known || typeof weight !== "number" || !Number.isFinite(weight)) {
    throw new TriageRefusal(
      "bad-option",
      `a term is {"measure", "scale": "linear" or "logarithm", "weight"}, its measure one of ${[...MEASURES].join(", ")}`,
    );
  }
  const base = { measure: measure as keyof IssueFigures, scale, weight } as const;
  if (halfLifeDays === undefined) return base;
  if (typeof halfLifeDays !== "number" || !(halfLifeDays > 0)) {
    throw new TriageRefusal("bad-option", "halfLifeDays is a number of days above 0");
  }
  return { ...base, halfLifeDays };
}

export function heatOf(figures: IssueFigures, formula: HeatFormula): number {
  let heat = 0;
  for (const { measure, scale, weight, halfLifeDays } of formula.terms) {
    const value = scale === "linear" ? figures[measure] : Math.log1p(figures[measure]);
    const fading = halfLifeDays === undefined ? 1 : 0.5 ** (figures.quietDays / halfLifeDays);
    heat += weight * value * fading;
  }
  return heat;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
