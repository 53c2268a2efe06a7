import { Type } from "typebox";
import type { RuleCheck, RuleFault, RuleToCheck } from "#capabilities/rules/index.ts";
import { PERIODS, readCatalogue, type PeriodKind } from "../domain/catalogue.ts";

const MOST_DAYS = 366;
const Days = Type.Integer({ minimum: 1, maximum: MOST_DAYS });
const Texts = Type.Record(Type.String(), Type.String());
const Periods = Type.Record(Type.String(), Type.Union(PERIODS.map((period) => Type.Literal(period))));

/** How often an entry is due at least: a place may publish oftener than the rule above asks, never less often. */
const OFTEN: Readonly<Record<PeriodKind, number>> = { "at-once": 0, month: 1, quarter: 3, year: 12 };

/** A place's own catalogue has every entry of the one above, as often and as soon; what it adds is its own. */
export const CATALOGUE_CHECK: RuleCheck = {
  schema: Type.Object({
    law: Type.String(),
    orders: Type.Record(Type.String(), Type.Number()),
    titles: Texts,
    titlesEn: Texts,
    subjects: Texts,
    periods: Periods,
    days: Type.Record(Type.String(), Days),
    owners: Texts,
    articles: Texts,
    sources: Type.Record(Type.String(), Type.Array(Type.String())),
    matters: Type.Optional(Type.Record(Type.String(), Type.Array(Type.String()))),
  }),
  judge: ({ parameters, above }) => (above === undefined ? undefined : judgeCatalogue(parameters, above)),
};

type Figures = RuleToCheck["parameters"];

function judgeCatalogue(parameters: Figures, above: Figures): RuleFault | undefined {
  const own = new Map(readCatalogue(parameters).entries.map((entry) => [entry.id, entry]));
  for (const { id, period, days } of readCatalogue(above).entries) {
    const entry = own.get(id);
    const code = "loosens-rule-above";
    if (entry === undefined || OFTEN[entry.period] > OFTEN[period])
      return { pointer: `/periods/${id}`, code, facts: { floor: period } };
    if (entry.days > days) return { pointer: `/days/${id}`, code, facts: { floor: days } };
  }
  return undefined;
}

const SHARE = "^([1-9]\\d{0,3}/[1-9]\\d{0,3})?$";

/** Longer for those who object and look on, shorter for those who must answer: a place may be stricter than the rule above, never looser. */
const LEAST = ["boardDays", "objectionDays"] as const;
const MOST = ["replyDays", "upwardDays", "correctionDays", "forcedDays"] as const;

export const COURSE_CHECK: RuleCheck = {
  schema: Type.Object({
    unit: Type.Union([Type.Literal("calendar-days"), Type.Literal("working-days")]),
    reviewDays: Days,
    boardDays: Days,
    objectionDays: Days,
    replyDays: Days,
    upwardDays: Days,
    correctionDays: Days,
    forcedDays: Days,
    remindDays: Type.Integer({ minimum: 0, maximum: MOST_DAYS }),
    forceAdults: Type.String({ pattern: SHARE }),
    forceRepresentatives: Type.String({ pattern: SHARE }),
  }),
  judge: ({ parameters, above }) => {
    if (above === undefined) return undefined;
    const figure = (figures: Figures, name: string) => Number(figures[name]);
    const looser =
      LEAST.find((name) => figure(parameters, name) < figure(above, name)) ??
      MOST.find((name) => figure(parameters, name) > figure(above, name));
    return looser === undefined
      ? undefined
      : { pointer: `/${looser}`, code: "loosens-rule-above", facts: { floor: figure(above, looser) } };
  },
};
