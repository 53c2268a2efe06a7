import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { DATA_FOLDER, listConversations, readConversation } from "../fixtures/real-data.ts";
import { type Conversation, moderatedOut, votesOf } from "../polis/conversation.ts";
import { readExport } from "../polis/read-export.ts";
import { readServerFiles } from "../polis/read-server-files.ts";
import { adjustedRand } from "../stability/agreement.ts";
import { mapOpinions } from "./opinion-map.ts";

const FOLDERS = ["polis", "polis-reference"] as const;
const conversations = FOLDERS.flatMap((folder) => listConversations(folder).map((name) => ({ folder, name })));

type PeerFigure = { readonly conv: string; readonly ari: number };
type StoredGroups = {
  readonly "base-clusters": { readonly id: readonly number[]; readonly members: readonly (readonly number[])[] };
  readonly "group-clusters": readonly { readonly id: number; readonly members: readonly number[] }[];
};

describe.skipIf(conversations.length === 0)("groups from nothing but the votes", () => {
  test("agree with production's better than red-dwarf's do, on average over what both were run on", () => {
    const peer = JSON.parse(
      readFileSync(resolve(DATA_FOLDER, "reference/polis/reddwarf-vs-production-ARI.json"), "utf8"),
    ) as PeerFigure[];
    const figures = conversations.map(({ folder, name }) => ({
      name,
      ours: agreementOf(folder, name),
      theirs: peer.find(({ conv }) => conv === name || conv === `fixture:${name}`)?.ari,
    }));
    const both = figures.filter((figure) => figure.theirs !== undefined);
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(both.length).toBeGreaterThan(0);
    expect(mean(both.map(({ ours }) => ours))).toBeGreaterThan(mean(both.map(({ theirs }) => theirs!)));
  });
});

function agreementOf(folder: (typeof FOLDERS)[number], name: string): number {
  const files = readConversation(folder, name);
  const { conversation, official } =
    folder === "polis"
      ? fromExport(readExport(files))
      : { conversation: readServerFiles(files), official: storedGroups(JSON.parse(files["math-pca2.json"]!) as StoredGroups) };
  const votes = votesOf(conversation);
  const { groupOf } = mapOpinions(votes, { moderatedOut: moderatedOut(conversation) });
  const ours = new Map(votes.participants.map((id, row) => [id, groupOf[row]!] as const).filter(([, group]) => group >= 0));
  return adjustedRand(ours, official);
}

function fromExport(conversation: Conversation) {
  return { conversation, official: conversation.exportedGroups };
}

function storedGroups({ "base-clusters": base, "group-clusters": groups }: StoredGroups): Map<string, string> {
  const members = new Map(base.id.map((id, at) => [id, base.members[at]!]));
  return new Map(
    groups.flatMap((group) =>
      group.members.flatMap((id) => members.get(id)!.map((pid) => [String(pid), String(group.id)] as const)),
    ),
  );
}
