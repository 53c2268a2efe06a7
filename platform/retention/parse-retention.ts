/** What `retention=` of a personal column's comment says, as `tools/house-rules/personal-data` demands it. */
export type Retention =
  /** So many months after something that happened to the row's subject; `made`: after the row was. */
  | { readonly kind: "after"; readonly months: number; readonly event: string }
  /** As long as another column of the same row. */
  | { readonly kind: "as"; readonly column: string }
  /** Until somebody ends it: an act, not the clock. */
  | { readonly kind: "until" };

const MONTHS: Readonly<Record<string, number>> = { month: 1, year: 12 };
const COMMENT = /^personal: basis=[^;]*; purpose=[^;]*; retention=([^;]*)$/;
const AFTER = /^(?:until .+ or )?(\d{1,3}) (month|year)s?(?: after (?:the )?(\S.*))?$/;

/**
 * Reads a comment: `5 years after closing`, `2 years`, `until changed or 1 year after leaving`, `as text`, `until the account is erased`.
 * @throws where the clock would not know what to do
 */
export function parseRetention(comment: string): Retention {
  const words = COMMENT.exec(comment)?.[1]?.trim();
  if (words === undefined) throw new Error(`«${comment}» states no retention`);
  const [, amount, unit = "", event = "made"] = AFTER.exec(words) ?? [];
  if (amount !== undefined) return { kind: "after", months: Number(amount) * (MONTHS[unit] ?? 0), event };
  const column = /^as ([a-z_]+)$/.exec(words)?.[1];
  if (column !== undefined) return { kind: "as", column };
  if (words.startsWith("until ")) return { kind: "until" };
  throw new Error(`retention «${words}»: say "N years", "N years after …", "as COLUMN" or "until …"`);
}
