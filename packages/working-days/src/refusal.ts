/** Why a date, an amount or a table cannot be computed with. */
export type WorkingDaysRefusalCode = "bad-day" | "bad-instant" | "bad-amount" | "bad-unit" | "out-of-range" | "bad-holiday-table";

/** Input that cannot be counted. `code` is stable; the message names the value and is for people. */
export class WorkingDaysRefusal extends Error {
  readonly code: WorkingDaysRefusalCode;
  constructor(code: WorkingDaysRefusalCode, message: string) {
    super(message);
    this.name = "WorkingDaysRefusal";
    this.code = code;
  }
}

/** Long outside values are cut: a message is one line. */
const MAX_QUOTED_CHARS = 40;

/** An outside value for a message, whatever it is. */
export function quote(value: unknown): string {
  return `"${String(value).slice(0, MAX_QUOTED_CHARS)}"`;
}
