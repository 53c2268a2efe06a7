import { groupBy } from "../group-by.ts";
import type { OpinionMap } from "../map/opinion-map.ts";
import { answerCount } from "../votes/vote-table.ts";
import type { CastVote, Conversation } from "./conversation.ts";
import { csvCell } from "./csv-rows.ts";

/**
 * The conversation and its map as Polis exports them: four files by name, agreement written as 1. `readExport` reads them back to
 * the same conversation, with the map's groups. Groups are left empty where no map is given.
 */
export function writeExport(conversation: Conversation, map?: OpinionMap): Record<string, string> {
  return {
    "summary.csv": summaryCsv(conversation, map),
    "comments.csv": commentsCsv(conversation),
    "votes.csv": lines(
      ["timestamp", "datetime", "comment-id", "voter-id", "vote"],
      conversation.votes.map(({ castAtMs, statement, participant, vote }) => [...moment(castAtMs), statement, participant, vote]),
    ),
    ...(map === undefined ? {} : { "participants-votes.csv": participantsCsv(conversation, map) }),
  };
}

type Cells = readonly (string | number)[];

function lines(headings: Cells, rows: readonly Cells[]): string {
  return [headings, ...rows].map((cells) => `${cells.map(csvCell).join(",")}\n`).join("");
}

/** The two columns for when something was: milliseconds since 1970, and the same to read, in UTC. */
function moment(atMs: number | undefined): Cells {
  return atMs === undefined ? ["", ""] : [atMs, new Date(atMs).toISOString()];
}

function summaryCsv({ topic, url, description, statements, votes }: Conversation, map: OpinionMap | undefined): string {
  const voters = new Set(votes.map(({ participant }) => participant)).size;
  const pairs: Cells[] = [
    ["topic", topic],
    ["url", url],
    ["voters", voters],
    ["voters-in-conv", map === undefined ? "" : map.inConversation.reduce((sum, inside) => sum + inside, 0)],
    ["commenters", new Set(statements.map(({ author }) => author)).size],
    ["comments", statements.length],
    ["groups", map === undefined ? "" : map.groups.length],
    ["conversation-description", description],
  ];
  return pairs.map((cells) => `${cells.map(csvCell).join(",")}\n`).join("");
}

function commentsCsv({ statements, votes }: Conversation): string {
  const byStatement = groupBy(votes, ({ statement }) => statement);
  const count = (found: readonly CastVote[], vote: 1 | -1): number => found.filter((cast) => cast.vote === vote).length;
  return lines(
    ["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body", "is-meta"],
    statements.map(({ id, text, author, moderated, meta, createdAtMs }) => {
      const cast = byStatement.get(id) ?? [];
      return [...moment(createdAtMs), id, author, count(cast, 1), count(cast, -1), moderated, text, String(meta)];
    }),
  );
}

function participantsCsv({ statements }: Conversation, { votes, groupOf }: OpinionMap): string {
  const authored = groupBy(statements, ({ author }) => author);
  const rows = votes.participants.map((participant, row): Cells => {
    const cells = Array<string | number>(votes.statements.length).fill("");
    let [agrees, disagrees] = [0, 0];
    for (let at = votes.starts[row]!; at < votes.starts[row + 1]!; at += 1) {
      cells[votes.columns[at]!] = votes.answers[at]!;
      if (votes.answers[at] === 1) agrees += 1;
      if (votes.answers[at] === -1) disagrees += 1;
    }
    const group = groupOf[row]! < 0 ? "" : groupOf[row]!;
    return [participant, group, authored.get(participant)?.length ?? 0, answerCount(votes, row), agrees, disagrees, ...cells];
  });
  return lines(["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", ...votes.statements], rows);
}
