import { describe, expect, test } from "vitest";
import { listConversations, readConversation } from "../fixtures/real-data.ts";
import { mapOpinions, PRODUCTION_SETTINGS } from "../map/opinion-map.ts";
import { describeMap, type MapDescription } from "../meaning/describe.ts";
import { addVotes, type Answer, type Vote, type VoteTable } from "../votes/vote-table.ts";
import { votesOf } from "./conversation.ts";
import { readServerFiles } from "./read-server-files.ts";
import { readStoredState } from "./stored-state.ts";

const DIGITS = 6;
const conversations = listConversations("polis-reference");

/** What the server stored, as far as it is compared. Ids are numbers there. */
type Stored = {
  readonly tids: readonly number[];
  readonly pca: {
    readonly center: readonly number[];
    readonly comps: readonly (readonly number[])[];
    readonly "comment-projection": readonly (readonly number[])[];
  };
  readonly "base-clusters": Readonly<Record<"id" | "x" | "y", readonly number[]>> & { readonly members: readonly number[][] };
  readonly "group-clusters": readonly {
    readonly id: number;
    readonly members: readonly number[];
    readonly center: readonly number[];
  }[];
  readonly "in-conv": readonly number[];
  readonly "user-vote-counts": Readonly<Record<string, number>>;
  readonly repness: Readonly<Record<string, readonly Readonly<Record<string, number | string | boolean>>[]>>;
  readonly consensus: Readonly<Record<"agree" | "disagree", readonly Readonly<Record<string, number>>[]>>;
  readonly "group-aware-consensus": Readonly<Record<string, number>>;
  readonly "comment-priorities": Readonly<Record<string, number>>;
};

describe.skipIf(conversations.length === 0).each(conversations)("given what production stored of %s", (name) => {
  const files = readConversation("polis-reference", name);
  const stored = JSON.parse(files["math-pca2.json"]!) as Stored;
  const votes = withMissingVotes(votesOf(readServerFiles(files)), stored);
  const { before, groupTallies, moderatedOut, metaStatements } = readStoredState(files["math-pca2.json"]!, votes);
  // A server that starts again keeps no groupings: it makes them anew from the base clusters.
  const { components, inConversation, baseClusters } = before;
  const map = mapOpinions(votes, {
    moderatedOut,
    before: { components, inConversation, baseClusters },
    settings: PRODUCTION_SETTINGS,
  });
  const description = describeMap(map, { metaStatements, talliesBefore: groupTallies });
  const columns = stored.tids.map((tid) => votes.statements.indexOf(String(tid)));

  test("centre and components are production's", () => {
    expectNear(
      columns.map((column) => -map.axes.center[column]!),
      stored.pca.center,
    );
    for (const [axis, component] of stored.pca.comps.entries()) {
      expectNear(
        columns.map((column) => -map.axes.components[axis]![column]!),
        component,
      );
    }
  });

  test("statements and base clusters lie where production put them", () => {
    const [x, y] = stored.pca["comment-projection"];
    const byId = statementsById(description);
    expectNear(
      stored.tids.map((tid) => byId.get(String(tid))!.x),
      x!,
    );
    expectNear(
      stored.tids.map((tid) => byId.get(String(tid))!.y),
      y!,
    );
    const base = stored["base-clusters"];
    expect(map.baseClusters.map(({ id }) => id)).toEqual(base.id);
    expect(map.baseClusters.map(({ members }) => sortedIds(members.map((row) => votes.participants[row]!)))).toEqual(
      base.members.map((members) => sortedIds(members.map(String))),
    );
    expectNear(
      map.baseClusters.map((cluster) => cluster.x),
      base.x,
    );
    expectNear(
      map.baseClusters.map((cluster) => cluster.y),
      base.y,
    );
  });

  test("groups are production's, with the same members and centres", () => {
    expect(map.groups.map(({ id, members }) => [id, members.toSorted((a, b) => a - b)])).toEqual(
      stored["group-clusters"].map(({ id, members }) => [id, members.toSorted((a, b) => a - b)]),
    );
    expectNear(
      map.groups.flatMap(({ x, y }) => [x, y]),
      stored["group-clusters"].flatMap(({ center }) => center),
    );
  });

  test("representative statements are production's, with every figure", () => {
    const ours = Object.fromEntries(
      description.groups.map(({ group, representative }) => [
        group,
        representative.map(({ statement, by, bestAgree }) => [statement, by, bestAgree]),
      ]),
    );
    const theirs = Object.fromEntries(
      Object.entries(stored.repness).map(([group, list]) => [
        group,
        list.map((found) => [String(found["tid"]), found["repful-for"], found["best-agree"] === true]),
      ]),
    );
    expect(ours).toEqual(theirs);
    expectNear(
      description.groups.flatMap(({ representative }) =>
        representative.flatMap((one) => [one.successes, one.trials, one.share, one.shareTest, one.ratio, one.ratioTest]),
      ),
      description.groups.flatMap(({ group }) =>
        stored.repness[group]!.flatMap((one) =>
          ["n-success", "n-trials", "p-success", "p-test", "repness", "repness-test"].map((field) => one[field] as number),
        ),
      ),
    );
  });

  test("consensus and group-aware consensus are production's", () => {
    const theirs = [...stored.consensus.agree, ...stored.consensus.disagree];
    expect(description.consensus.map(({ statement }) => statement)).toEqual(theirs.map(({ tid }) => String(tid)));
    expect(description.consensus.filter(({ by }) => by === "agree")).toHaveLength(stored.consensus.agree.length);
    expectNear(
      description.consensus.flatMap((one) => [one.successes, one.trials, one.share, one.shareTest]),
      theirs.flatMap((one) => ["n-success", "n-trials", "p-success", "p-test"].map((field) => one[field]!)),
    );
    const byId = statementsById(description);
    const ids = Object.keys(stored["group-aware-consensus"]);
    expectNear(
      ids.map((id) => byId.get(id)!.groupAwareConsensus),
      ids.map((id) => stored["group-aware-consensus"][id]!),
    );
  });

  // One server gave every statement the priority of a question about the participants, though it lists no such question.
  const priorities = stored["comment-priorities"];
  test.skipIf(metaStatements.length === 0 && Object.values(priorities).every((priority) => priority === 49))(
    "priorities are production's",
    () => {
      const byId = statementsById(description);
      expectNear(
        Object.keys(priorities).map((id) => byId.get(id)!.priority),
        Object.values(priorities),
      );
    },
  );
});

function statementsById({ statements }: MapDescription) {
  return new Map(statements.map((one) => [one.statement, one]));
}

function sortedIds(ids: readonly string[]): string[] {
  return ids.toSorted((left, right) => Number(left) - Number(right));
}

function expectNear(ours: readonly number[], theirs: readonly number[]): void {
  expect(ours).toHaveLength(theirs.length);
  expect(ours.length).toBeGreaterThan(0);
  for (const [at, value] of ours.entries()) expect(value).toBeCloseTo(theirs[at]!, DIGITS);
}

/**
 * The votes of one participant may be missing from the export though production counted them: each is the one (or none) under which
 * the statement's mean is production's.
 */
function withMissingVotes(votes: VoteTable, stored: Stored): VoteTable {
  const missing = Object.keys(stored["user-vote-counts"]).filter((id) => !votes.participants.includes(id));
  if (missing.length !== 1) return votes;
  const found: Vote[] = [];
  for (const [at, tid] of stored.tids.entries()) {
    const column = votes.statements.indexOf(String(tid));
    let [sum, count] = [0, 0];
    for (const [index, answered] of votes.columns.entries()) {
      if (answered !== column) continue;
      sum -= votes.answers[index]!;
      count += 1;
    }
    const mean = stored.pca.center[at]!;
    if (mean === 0 || Math.abs(sum / count - mean) < 1e-9) continue;
    const vote = ([1, 0, -1] as Answer[]).find((one) => Math.abs((sum - one) / (count + 1) - mean) < 1e-9);
    if (vote !== undefined) found.push({ participant: missing[0]!, statement: String(tid), vote });
  }
  return addVotes(votes, found);
}
