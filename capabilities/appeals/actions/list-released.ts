import { buffer } from "node:stream/consumers";
import type { Static } from "typebox";
import { bind, type ActionContext } from "#platform/capability.ts";
import { openToken, sealToken } from "#platform/crypto/tokens.ts";
import { legalDay } from "#platform/legal-day.ts";
import { everyone } from "#platform/policy.ts";
import { refuseField } from "#platform/refusal.ts";
import { writeCsv } from "#platform/spreadsheets/write-csv.ts";
import { writeXlsx } from "#platform/spreadsheets/write-xlsx.ts";
import { listReleased, RELEASED_PAGE, type ReleasedAppeal } from "../contract/list-released.ts";
import { OPEN_DATA_MOST, takeOpenData } from "../contract/take-open-data.ts";
import { isReleased } from "../policy.ts";
import { readWords } from "./read-words.ts";
import type { ListFilter } from "../store/list-appeals.ts";
import { listReleasedRows, type ReleasedPosition, type ReleasedRow } from "../store/list-released.ts";

type Released = Static<typeof ReleasedAppeal>;

const CURSOR = "appeals/released";
const MEDIA_TYPES = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  json: "application/json; charset=utf-8",
} as const;

export const listReleasedBound = bind(listReleased, {
  policy: everyone,
  run: async ({ tx, actor, house }, { after, q, ...filter }) => {
    const position = after
      ? (openToken(house.keys.tokens, CURSOR, after, Date.now()) as ReleasedPosition | undefined)
      : undefined;
    if (after && position === undefined) return refuseField("/after", "bad-cursor");
    const asked = readWords(q);
    if (asked === null) return { appeals: [], next: null };
    const filters = { ...filter, tsquery: asked?.tsquery };
    const rows = await listReleasedRows(tx, isReleased.where(actor, "a"), filters, position, RELEASED_PAGE + 1);
    const last = rows.length > RELEASED_PAGE ? rows[RELEASED_PAGE - 1] : undefined;
    const next =
      last === undefined
        ? null
        : sealToken(house.keys.tokens, CURSOR, { releasedAt: last.released_at.toISOString(), id: last.id });
    return { appeals: rows.slice(0, RELEASED_PAGE).map(released), next };
  },
});

export const takeOpenDataBound = bind(takeOpenData, {
  policy: everyone,
  limits: [{ by: "address", points: 300, seconds: 60 }],
  run: async (context, { format, ...filter }) => {
    const rows = await allOf(context, filter);
    return {
      fileName: `appeals-${context.tenant.slug}-${legalDay(context.now)}.${format}`,
      mediaType: MEDIA_TYPES[format],
      base64: (await bytesOf(format, rows)).toString("base64"),
    };
  },
});

type Asked = ListFilter & { readonly q?: string | undefined };

async function allOf({ tx, actor }: ActionContext, { q, ...filter }: Asked): Promise<readonly Released[]> {
  const asked = readWords(q);
  if (asked === null) return [];
  const filters = { ...filter, tsquery: asked?.tsquery };
  return (await listReleasedRows(tx, isReleased.where(actor, "a"), filters, undefined, OPEN_DATA_MOST)).map(released);
}

/** The columns of every file, by the names of the API, whose schema is that of JSON. */
const COLUMNS = [
  "number",
  "title",
  "text",
  "answer",
  "state",
  "outcome",
  "area",
  "matter",
  "unit",
  "raisedOn",
  "answeredOn",
  "closedOn",
  "releasedOn",
] as const;

async function bytesOf(format: keyof typeof MEDIA_TYPES, rows: readonly Released[]): Promise<Buffer> {
  if (format === "json") return Buffer.from(JSON.stringify({ appeals: rows }), "utf8");
  const headings = [...COLUMNS, "responded", "solved", "satisfied"];
  const cells = rows.map((row) => [
    ...COLUMNS.map((column) => row[column] ?? ""),
    ...(["responded", "solved", "satisfied"] as const).map((asked) => (row.judged === null ? "" : String(row.judged[asked]))),
  ]);
  return await buffer(format === "csv" ? writeCsv(headings, cells) : writeXlsx("appeals", headings, cells));
}

function released({ id: _id, raised_at, answered_at, closed_at, released_at, ...row }: ReleasedRow): Released {
  return {
    ...row,
    raisedOn: legalDay(raised_at),
    answeredOn: dayOf(answered_at),
    closedOn: dayOf(closed_at),
    releasedOn: legalDay(released_at),
  };
}

function dayOf(at: Date | null): string | null {
  return at === null ? null : legalDay(at);
}
