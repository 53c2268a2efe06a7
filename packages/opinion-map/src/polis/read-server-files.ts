import { OpinionRefusal } from "../refusal.ts";
import type { Answer } from "../votes/vote-table.ts";
import type { CastVote, Conversation, Statement } from "./conversation.ts";
import { jsonFields, type JsonObject } from "./json-fields.ts";
import { voteSign, withSign } from "./vote-sign.ts";

export const SERVER_FILES = ["comments.json", "votes.json", "conversation.json"];

/** Reads what a Polis server answers (`/api/v3/comments`, `votes`, `conversations`), by the names of the files: JSON texts. */
export function readServerFiles(files: Readonly<Record<string, string>>): Conversation {
  const statementsText = files["comments.json"];
  const votesText = files["votes.json"];
  if (statementsText === undefined) throw new OpinionRefusal("missing-file", "there is no comments.json");
  if (votesText === undefined) throw new OpinionRefusal("missing-file", "there is no votes.json");
  const { statements, counted } = readStatements(statementsText);
  const raw = readVotes(votesText, new Set(statements.map(({ id }) => id)));
  const sign = voteSign(raw, counted);
  const about = readAbout(files["conversation.json"] ?? "{}");
  return {
    ...about,
    url: "",
    statements,
    votes: withSign(raw, sign),
    exportedGroups: new Map(),
    notes: [
      sign.told
        ? `${sign.agree} means agree: so the votes come nearest to the counts of comments.json`
        : "comments.json does not tell which sign means agree; 1 is taken",
    ],
  };
}

function readStatements(text: string) {
  const { parse, object, list, id } = jsonFields("comments.json");
  const statements: Statement[] = [];
  const counted: { statement: string; agrees: number; disagrees: number }[] = [];
  for (const [at, one] of list(parse(text), "the document").entries()) {
    const path = `entry ${at + 1}`;
    const entry = object(one, path);
    const statement = id(entry["statement_id"] ?? entry["tid"], `${path}: statement_id`);
    statements.push({
      id: statement,
      text: textOf(entry["txt"]),
      author: textOf(entry["participant_id"] ?? entry["pid"]),
      moderated: answerOf("comments.json", entry["moderated"] ?? entry["mod"] ?? 0, `${path}: moderated`),
      meta: entry["is_meta"] === true,
    });
    counted.push({ statement, agrees: countOf(entry, "agree_count"), disagrees: countOf(entry, "disagree_count") });
  }
  return { statements, counted };
}

function readVotes(text: string, known: ReadonlySet<string>): CastVote[] {
  const { parse, object, list, id, refuse } = jsonFields("votes.json");
  return list(parse(text), "the document").map((one, at) => {
    const path = `entry ${at + 1}`;
    const entry = object(one, path);
    const statement = id(entry["statement_id"] ?? entry["tid"], `${path}: statement_id`);
    if (!known.has(statement)) refuse(path, `is about statement ${statement}, which comments.json does not have`);
    const castAt = entry["modified"] ?? entry["created"];
    return {
      participant: id(entry["participant_id"] ?? entry["pid"], `${path}: participant_id`),
      statement,
      vote: answerOf("votes.json", entry["vote"], `${path}: vote`),
      ...(typeof castAt === "number" ? { castAtMs: castAt } : {}),
    };
  });
}

function readAbout(text: string): { topic: string; description: string } {
  const { parse, object } = jsonFields("conversation.json");
  const about = object(parse(text), "the document");
  return { topic: textOf(about["topic"]), description: textOf(about["description"]) };
}

function answerOf(file: string, value: unknown, path: string): Answer {
  if (value !== 1 && value !== 0 && value !== -1) {
    throw new OpinionRefusal("bad-vote", `${path} is 1, 0 or -1, not ${JSON.stringify(value)}`, { file });
  }
  return value === 0 ? 0 : value;
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function countOf(entry: JsonObject, field: string): number {
  const value = entry[field];
  return typeof value === "number" && value >= 0 ? value : 0;
}
