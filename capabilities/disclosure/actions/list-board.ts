import { sql, type RawBuilder } from "kysely";
import { buffer } from "node:stream/consumers";
import { findAreas } from "#capabilities/divisions/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import type { InputOf } from "#platform/contract.ts";
import { openToken, sealToken } from "#platform/crypto/tokens.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuseField } from "#platform/refusal.ts";
import { writeCsv } from "#platform/spreadsheets/write-csv.ts";
import { wordsQuery } from "#platform/search/words-query.ts";
import { BOARD_PAGE, listDisclosures } from "../contract/list-disclosures.ts";
import { takeFile } from "../contract/take-file.ts";
import { PUBLISHED_MOST, takePublished } from "../contract/take-published.ts";
import { PLACE } from "../domain/places.ts";
import { isKeeper, maySee } from "../policy.ts";
import { countItems, selectItems } from "../store/items.ts";
import { isFollowing } from "../store/subscriptions.ts";
import { findNewest, sectionsOf } from "../store/versions.ts";
import { itemView } from "./known.ts";

type Filter = Omit<InputOf<typeof listDisclosures>, "cursor">;
type Position = { readonly on: string; readonly id: string };

const CURSOR = "disclosure/board";
/** Beyond, words are in so many papers that they find nothing. */
const MOST_HITS = 10_000;

/** The condition of a filter; undefined: its words could stand nowhere. */
function conditionOf({ q = "", area = "", subject, board }: Filter): RawBuilder<unknown> | undefined {
  const words = q.trim() === "" ? undefined : wordsQuery(q);
  if (q.trim() !== "" && words === undefined) return undefined;
  const parts = [
    sql`i.versions > 0`,
    ...(words === undefined
      ? []
      : [sql`i.id in (select item_id from disclosure.search_published(${words.tsquery}::tsquery, ${MOST_HITS}))`]),
    ...(area === "" ? [] : [sql`i.division_path <@ ${area}::ltree`]),
    ...(subject === undefined ? [] : [sql`i.subject = ${subject}`]),
    ...(board === undefined ? [] : [board === "shown" ? sql`i.taken_down_on is null` : sql`i.taken_down_on is not null`]),
  ];
  return sql.join(parts, sql` and `);
}

const NEWEST = sql`i.published_on desc, i.id desc`;

export const listDisclosuresBound = bind(listDisclosures, {
  policy: maySee,
  run: async (context, { cursor, ...filter }) => {
    const { tx, tenant, actor, house, now } = context;
    const after = cursor ? (openToken(house.keys.tokens, CURSOR, cursor, Date.now()) as Position | undefined) : undefined;
    if (cursor && after === undefined) return refuseField("/cursor", "bad-cursor");
    const where = conditionOf(filter);
    const beyond = after === undefined ? sql`true` : sql`(i.published_on, i.id) < (${after.on}::date, ${after.id}::uuid)`;
    const rows =
      where === undefined
        ? []
        : await selectItems(tx, { where: sql`${where} and ${beyond}`, order: NEWEST, limit: BOARD_PAGE + 1 });
    const last = rows.length > BOARD_PAGE ? rows[BOARD_PAGE - 1] : undefined;
    const today = legalDay(now);
    const areas = (await findAreas(tx, tenant.rootPath)).filter(({ value }) => PLACE.test(value));
    const follows = actor.personId === undefined ? null : await isFollowing(tx, actor.personId, filter.area || tenant.rootPath);
    return {
      items: rows.slice(0, BOARD_PAGE).map((row) => itemView(row, today)),
      count: where === undefined ? 0 : await countItems(tx, where),
      next: last === undefined ? null : sealToken(house.keys.tokens, CURSOR, { on: last.published_on, id: last.id }),
      areas: areas.map(({ value, name }) => ({ value, name })),
      follows,
      overdue: await countItems(tx, sql`i.versions = 0 and i.due_on < ${today}::date`),
      may: isKeeper.can(actor, {}) ? ["open-item"] : [],
    };
  },
});

export const takePublishedBound = bind(takePublished, {
  policy: maySee,
  limits: [{ by: "address", points: 300, seconds: 60 }],
  run: async (context, filter) => ({ disclosures: await publishedOf(context, filter) }),
});

async function publishedOf({ tx, now }: ActionContext, filter: Filter) {
  const where = conditionOf(filter);
  if (where === undefined) return [];
  const rows = await selectItems(tx, { where, order: NEWEST, limit: PUBLISHED_MOST });
  const newest = await findNewest(
    tx,
    rows.map(({ id }) => id),
  );
  const today = legalDay(now);
  return rows.flatMap((row) => {
    const version = newest.get(row.id);
    if (version === undefined || row.first_on === null || row.published_on === null) return [];
    const { content, reason } = version;
    const papers = (content["papers"] ?? []) as unknown as readonly { id: string; name: string; sha256: string }[];
    return [
      {
        id: row.id,
        title: row.title,
        subject: row.subject,
        area: row.area,
        period: row.why === "period" ? row.period : row.starts_on,
        owner: row.owner_name,
        dueOn: row.due_on,
        firstOn: row.first_on,
        publishedOn: row.published_on,
        late: itemView(row, today).late,
        version: row.versions,
        reason,
        sections: sectionsOf(content).map(({ heading, text, table }) => ({
          heading,
          text,
          table: table.map((cells) => [...cells]),
        })),
        papers: papers.map(({ id, name, sha256 }) => ({ id, name, sha256 })),
      },
    ];
  });
}

const MEDIA_TYPES = { csv: "text/csv; charset=utf-8", json: "application/json; charset=utf-8" } as const;
const COLUMNS = [
  "id",
  "title",
  "subject",
  "area",
  "period",
  "owner",
  "dueOn",
  "firstOn",
  "publishedOn",
  "late",
  "version",
  "reason",
] as const;

export const takeFileBound = bind(takeFile, {
  policy: maySee,
  limits: [{ by: "address", points: 300, seconds: 60 }],
  run: async (context, { format, ...filter }) => {
    const disclosures = await publishedOf(context, filter);
    const lines = disclosures.map((one) => [
      ...COLUMNS.map((column) => String(one[column])),
      one.sections
        .map(({ heading, text, table }) => [heading, text, ...table.map((row) => row.join(" | "))].join("\n"))
        .join("\n\n"),
    ]);
    const bytes =
      format === "json"
        ? Buffer.from(JSON.stringify({ disclosures }), "utf8")
        : await buffer(writeCsv([...COLUMNS, "text"], lines));
    return {
      fileName: `disclosures-${context.tenant.slug}-${legalDay(context.now)}.${format}`,
      mediaType: MEDIA_TYPES[format],
      base64: bytes.toString("base64"),
    };
  },
});
