import { toHex } from "@gongzhi/merkle-log";
import { buffer } from "node:stream/consumers";
import { bind, type ActionContext } from "#platform/capability.ts";
import { refuse } from "#platform/refusal.ts";
import { writeCsv } from "#platform/spreadsheets/write-csv.ts";
import { takeArchive } from "../contract/take-archive.ts";
import { archiveLine, digestOf, PART_LINES, partRoots } from "../domain/archive-lines.ts";
import { mayArchive, mayReadAsStaff } from "../policy.ts";
import { findArchivedFacts, findArchivedLeaves } from "../store/archived-lines.ts";
import { findArchiving, type ArchivingRow } from "../store/archivings.ts";

/** What a line tells, in the order in which it is summed up. */
const COLUMNS = ["number", "state", "outcome", "matter", "raisedAt", "closedAt", "id"] as const;

export const takeArchiveBound = bind(takeArchive, {
  policy: mayArchive,
  subject: async ({ tx }, { id }) => await findArchiving(tx, id),
  run: async (context, { part, format }, row) => {
    if (row.state !== "done") return refuse("conflict", "archiving-not-done");
    const parts = partRoots(row).map(toHex);
    if (part > parts.length) return refuse("invalid", "no-such-part", { facts: { parts: String(parts.length) } });
    const lines = await linesOf(context, row, part);
    const fileName = `archive-${context.tenant.slug}-${row.closed_before}-${part}.${format}`;
    if (format === "csv") {
      const cells = lines.map(({ place, leaf, line }) => [String(place), ...(line ?? COLUMNS.map(() => "")), leaf]);
      const bytes = await buffer(writeCsv(["place", ...COLUMNS, "leaf"], cells));
      return { fileName, mediaType: "text/csv; charset=utf-8", base64: bytes.toString("base64") };
    }
    const { id, archived, closed_before: closedBefore, rule_version: ruleVersion } = row;
    const archiving = { id, closedBefore, ruleVersion, archived, digest: digestOf(row) };
    const file = { tenant: context.tenant.slug, archiving, part, parts, columns: COLUMNS, lines };
    return {
      fileName,
      mediaType: "application/json; charset=utf-8",
      base64: Buffer.from(JSON.stringify(file)).toString("base64"),
    };
  },
});

/** Its lines, from 1; a leaf alone where its reader is kept from the appeal, or where it has been reopened since. */
async function linesOf({ tx, actor }: ActionContext, row: ArchivingRow, part: number) {
  const [from, to] = [(part - 1) * PART_LINES, part * PART_LINES];
  const facts = await findArchivedFacts(tx, mayReadAsStaff.where(actor, "a"), row.id, from, to);
  const known = new Map(facts.map((one) => [one.place, archiveLine(one)]));
  return (await findArchivedLeaves(tx, row.id, from, to)).map((leaf, nth) => ({
    place: from + nth + 1,
    leaf: toHex(leaf),
    line: known.get(from + nth),
  }));
}
