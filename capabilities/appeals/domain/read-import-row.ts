import { refuse, isRefusal, type Refusal } from "#platform/refusal.ts";
import { deriveTitle } from "./derive-title.ts";
import type { ImportField, Mapping } from "./import-fields.ts";

/** Longer than a resident may write today: earlier systems took more (the longest known is 7,883 characters). */
export const IMPORT_TEXT_LENGTH = { min: 1, max: 20_000 } as const;
const MAX_SHORT = 200;
const MAX_COUNT = 1_000_000_000;

export type ImportRow = {
  /** The source's own number, and what it says: the same row of the same system is the same appeal. */
  readonly sourceNumber: string;
  readonly identity: string;
  readonly title: string;
  readonly text: string;
  readonly place: string;
  readonly user: string;
  readonly phone: string;
  readonly raisedAt: Date;
  readonly reply: string | undefined;
  readonly repliedAt: Date | undefined;
  readonly likes: number | undefined;
  readonly dislikes: number | undefined;
};

/** One row of an imported file; refused with the column and the reason, never guessed. */
export function readImportRow(values: Readonly<Record<string, string>>, mapping: Mapping): ImportRow | Refusal {
  const cell = (field: ImportField) => {
    const heading = mapping[field];
    return heading === undefined ? "" : (values[heading] ?? "").trim();
  };
  const text = cell("text");
  const title = cell("title");
  if (text === "" && title === "") return bad("text", "empty");
  for (const field of ["text", "reply"] as const) if (cell(field).length > IMPORT_TEXT_LENGTH.max) return bad(field, "too-long");
  for (const field of ["title", "place", "user", "phone", "number"] as const)
    if (cell(field).length > MAX_SHORT) return bad(field, "too-long");
  const raisedAt = readTime(cell("time"));
  if (raisedAt === undefined) return bad("time", "no-time");
  const reply = cell("reply");
  const repliedAt = cell("replyTime") === "" ? undefined : readTime(cell("replyTime"));
  if (cell("replyTime") !== "" && repliedAt === undefined) return bad("replyTime", "no-time");
  if (reply !== "" && repliedAt !== undefined && repliedAt < raisedAt) return bad("replyTime", "before-raised");
  const counts = readCounts(cell("likes"), cell("dislikes"));
  if (isRefusal(counts)) return counts;
  return {
    sourceNumber: cell("number"),
    identity: JSON.stringify([title, text, raisedAt.toISOString()]),
    title: title === "" ? deriveTitle(text) : title,
    text: text === "" ? title : text,
    place: cell("place"),
    user: cell("user"),
    phone: cell("phone"),
    raisedAt,
    reply: reply === "" ? undefined : reply,
    repliedAt,
    ...counts,
  };
}

function readCounts(
  likes: string,
  dislikes: string,
): { readonly likes: number | undefined; readonly dislikes: number | undefined } | Refusal {
  const [a, b] = [readCount(likes), readCount(dislikes)];
  if (Number.isNaN(a)) return bad("likes", "no-number");
  if (Number.isNaN(b)) return bad("dislikes", "no-number");
  return { likes: a, dislikes: b };
}

function readCount(text: string): number | undefined {
  if (text === "") return undefined;
  const value = Number(text);
  return Number.isInteger(value) && value >= 0 && value <= MAX_COUNT ? value : Number.NaN;
}

const TIME = /^(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?(?:[ T]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?)?$/;
/** China's one legal time. */
const OFFSET_MS = 8 * 3_600_000;

/** `2019/2/28 11:25:05`, `2019-04-08`, `2019年4月8日`: without a time it is the day's beginning. */
export function readTime(text: string): Date | undefined {
  const match = TIME.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const real = at.getUTCMonth() === month - 1 && at.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return real ? new Date(at.getTime() - OFFSET_MS) : undefined;
}

function bad(field: ImportField, reason: string): Refusal {
  return refuse("invalid", "row-rejected", { facts: { field, reason } });
}
