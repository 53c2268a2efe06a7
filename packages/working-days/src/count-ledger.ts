import type { DayNumber } from "./legal-day.ts";
import { type HolidayTables, dayStatus } from "./holiday-tables.ts";

/** What a count rested on: stored with its result, so that it can be repeated and knows when it must be. */
export type CountBasis = {
  /** True when a day was counted by weekends alone because its table is not out yet: shown as such, recomputed later. */
  readonly provisional: boolean;
  /** Years whose table was consulted, ascending. Empty for minutes, hours and plain calendar days. */
  readonly tableYears: readonly number[];
  /** Years whose table was missing, ascending. */
  readonly missingYears: readonly number[];
  /** Edition of the tables; null when none was needed. */
  readonly tableVersion: string | null;
};

/** The basis of a count that needs no table. */
export const NO_TABLE_NEEDED: CountBasis = { provisional: false, tableYears: [], missingYears: [], tableVersion: null };

/** Asks days one by one and remembers on which tables the answers rest. */
export class CountLedger {
  readonly #tables: HolidayTables;
  readonly #used = new Set<number>();
  readonly #missing = new Set<number>();

  constructor(tables: HolidayTables) {
    this.#tables = tables;
  }

  isWorking(dayNumber: DayNumber): boolean {
    const status = dayStatus(dayNumber, this.#tables);
    if (status.missingYear !== null) this.#missing.add(status.missingYear);
    if (status.missingYear !== status.year) this.#used.add(status.year);
    return status.working;
  }

  basis(): CountBasis {
    return {
      provisional: this.#missing.size > 0,
      tableYears: [...this.#used].sort((a, b) => a - b),
      missingYears: [...this.#missing].sort((a, b) => a - b),
      tableVersion: this.#tables.version,
    };
  }
}
