import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { DATA_FOLDER, listConversations, readConversation } from "../src/fixtures/real-data.ts";
import {
  addVotes,
  adjustedRand,
  type Answer,
  type Conversation,
  mapOpinions,
  measureStability,
  moderatedOut,
  type OpinionMap,
  readExport,
  readServerFiles,
  updateMap,
  type VoteTable,
  votesOf,
} from "../src/index.ts";
import { cpuSecondsEach, median, rounded } from "./measure.ts";
import { openMl } from "./peer-ml.ts";

type Emit = (line: Record<string, unknown>) => void;
type PeerFigure = { readonly conv: string; readonly ari: number };
type Real = { readonly folder: "polis" | "polis-reference"; readonly name: string };

const UBERX = "vtaiwan.uberx";
const GOALS = { recompute: 0.1, update: 0.02 };
/** Seconds of processor time on a machine of this kind, with the whole pipeline: data/reference, not run here. */
const RED_DWARF_UBERX = 1.44;
const WARM_UP = 8;
const ROUNDS = 5;

/** Seconds are processor time. red-dwarf's figures are quoted, and said to be; `peers/agreement_by_red_dwarf.py` runs it where it is. */
export function bench(emit: Emit): void {
  const real = (["polis", "polis-reference"] as const).flatMap((folder) =>
    listConversations(folder).map((name): Real => ({ folder, name })),
  );
  if (real.length === 0) emit({ name: "real conversations", data: "absent" });
  benchAgreement(real, emit);
  if (real.some(({ name }) => name === UBERX)) benchUberx(emit);
  benchCrowd(emit);
}

function conversationOf({ folder, name }: Real): Conversation {
  const files = readConversation(folder, name);
  return folder === "polis" ? readExport(files) : readServerFiles(files);
}

function benchAgreement(real: readonly Real[], emit: Emit): void {
  const path = resolve(DATA_FOLDER, "reference/polis/reddwarf-vs-production-ARI.json");
  const peer = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as PeerFigure[]) : [];
  const rows = real.map((one) => {
    const conversation = conversationOf(one);
    const map = mapOpinions(votesOf(conversation), { moderatedOut: moderatedOut(conversation) });
    const { verdict, agreement } = measureStability(map, { replicates: 100 });
    const official = one.folder === "polis" ? conversation.exportedGroups : storedGroups(one);
    const ours = adjustedRand(groupsOf(map), official);
    const quoted = peer.find(({ conv }) => conv === one.name || conv === `fixture:${one.name}`)?.ari;
    emit({
      name: `agreement with production's groups (ARI), ${one.name}`,
      people: groupsOf(map).size,
      groups: map.groups.length,
      production_groups: new Set(official.values()).size,
      ours: rounded(ours),
      "red-dwarf 0.4.0, quoted": quoted ?? "no figure",
      verdict,
      bootstrap_agreement: rounded(agreement.mean),
    });
    return { ours, quoted };
  });
  const both = rows.filter((row) => row.quoted !== undefined);
  const mean = (values: readonly number[]): number => rounded(values.reduce((sum, value) => sum + value, 0) / values.length);
  if (both.length === 0) return;
  emit({
    name: `mean agreement over the ${both.length} conversations with both`,
    ours: mean(both.map(({ ours }) => ours)),
    "red-dwarf 0.4.0, quoted": mean(both.map(({ quoted }) => quoted!)),
  });
}

function benchUberx(emit: Emit): void {
  const conversation = conversationOf({ folder: "polis", name: UBERX });
  const votes = votesOf(conversation);
  const options = { moderatedOut: moderatedOut(conversation) };
  let map = mapOpinions(votes, options);
  const recompute = medianOf(() => (map = mapOpinions(votes, options)));
  const against = "ml-pca 4.1.1 and ml-kmeans 7.0.1";
  const peer = openMl();
  const name = `whole map, ${UBERX}, seconds`;
  const quoted = { "red-dwarf 0.4.0, quoted": RED_DWARF_UBERX, goal: GOALS.recompute };
  if (peer === undefined) emit({ name, ours: rounded(recompute), peer: against, absent: true, ...quoted });
  else {
    const matrix = denseMatrix(map);
    peer(matrix);
    const theirs = median(Array.from({ length: 3 }, () => cpuSecondsEach(() => peer(matrix))));
    emit({ name, ours: rounded(recompute), against, peer: rounded(theirs), ratio: rounded(theirs / recompute), ...quoted });
  }
  let at = 0;
  const update = medianOf(() => {
    const vote: Answer = at % 2 === 0 ? 1 : -1;
    const more = { participant: votes.participants[at % 500]!, statement: votes.statements[5]!, vote };
    at += 1;
    map = updateMap(map, addVotes(map.votes, [more]));
  });
  emit({ name: `map after one more vote, ${UBERX}, seconds`, ours: rounded(update), goal: GOALS.update });
}

function medianOf(run: () => unknown): number {
  for (let round = 0; round < WARM_UP; round += 1) run();
  return median(Array.from({ length: ROUNDS }, () => cpuSecondsEach(run)));
}

/** Those on the map, 0 for what they did not answer: what the peer begins with. */
function denseMatrix({ votes, inConversation }: OpinionMap): number[][] {
  return [...inConversation.keys()].filter((row) => inConversation[row] === 1).map((row) => denseRow(votes, row));
}

function denseRow({ statements, starts, columns, answers }: VoteTable, row: number): number[] {
  const cells = Array<number>(statements.length).fill(0);
  for (let at = starts[row]!; at < starts[row + 1]!; at += 1) cells[columns[at]!] = answers[at]!;
  return cells;
}

function benchCrowd(emit: Emit): void {
  const [people, statements] = [100_000, 1_000];
  for (const answered of [0.02, 0.1]) {
    const name = `${people} people x ${statements} statements, ${answered * 100} % answered`;
    const { status, signal, stdout, stderr } = spawnSync(
      process.execPath,
      [resolve(import.meta.dirname, "crowd-run.ts"), String(people), String(statements), String(answered)],
      { encoding: "utf8" },
    );
    if (status !== 0) {
      emit({ name, failed: stderr === "" ? `the process was ended by ${signal ?? "something"}` : stderr });
      continue;
    }
    const { answers, groups, read, mapped, updated, megabytes } = JSON.parse(stdout) as Record<string, number>;
    emit({
      name,
      answers,
      groups,
      read_seconds: rounded(read!),
      map_seconds: rounded(mapped!),
      update_seconds: rounded(updated!),
      most_memory_mb: rounded(megabytes!),
    });
  }
}

function groupsOf({ votes, groupOf }: OpinionMap): Map<string, number> {
  return new Map(votes.participants.map((id, row) => [id, groupOf[row]!] as const).filter(([, group]) => group >= 0));
}

type StoredGroups = {
  readonly "base-clusters": { readonly id: readonly number[]; readonly members: readonly (readonly number[])[] };
  readonly "group-clusters": readonly { readonly id: number; readonly members: readonly number[] }[];
};

function storedGroups({ folder, name }: Real): Map<string, string> {
  const stored = JSON.parse(readConversation(folder, name)["math-pca2.json"]!) as StoredGroups;
  const { id: ids, members } = stored["base-clusters"];
  const people = new Map(ids.map((id, at) => [id, members[at]!]));
  return new Map(
    stored["group-clusters"].flatMap((group) =>
      group.members.flatMap((base) => people.get(base)!.map((pid) => [String(pid), String(group.id)] as const)),
    ),
  );
}
