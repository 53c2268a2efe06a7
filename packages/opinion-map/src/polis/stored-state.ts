import type { MapState } from "../map/opinion-map.ts";
import type { Cluster } from "../map/k-means.ts";
import type { GroupTally } from "../meaning/tallies.ts";
import type { VoteTable } from "../votes/vote-table.ts";
import { jsonFields, type JsonObject } from "./json-fields.ts";

export type StoredState = {
  /** To go on from: `mapOpinions(votes, { before, … })`. */
  readonly before: MapState;
  /** How the groups had answered: what production reckons its priorities from. */
  readonly groupTallies: readonly GroupTally[];
  readonly moderatedOut: readonly string[];
  readonly metaStatements: readonly string[];
};

type Fields = ReturnType<typeof jsonFields>;

/**
 * Reads what a Polis server keeps of a conversation (`/api/v3/math/pca2`) for the votes it belongs to. There −1 is agreement, so the
 * components change sign; places stay as they are. Participants and statements that have no votes here are passed over.
 */
export function readStoredState(text: string, votes: VoteTable, file = "math-pca2.json"): StoredState {
  const fields = jsonFields(file, "bad-state");
  const { parse, object, list, id, numbers } = fields;
  const state = object(parse(text), "the document");
  const columns = new Map(votes.statements.map((statement, column) => [statement, column]));
  const tids = list(state["tids"], "tids").map((tid, at) => id(tid, `tids[${at}]`));
  const rows = rowsById(votes);
  const inConversation = new Uint8Array(votes.participants.length);
  for (const pid of numbers(state["in-conv"], "in-conv")) if (rows.has(String(pid))) inConversation[rows.get(String(pid))!] = 1;
  const baseClusters = readBaseClusters(state, rows, fields);
  const groups = list(state["group-clusters"], "group-clusters").map((one, at) =>
    readGroup(one, `group-clusters[${at}]`, fields),
  );
  const ids = (name: string): string[] => list(state[name] ?? [], name).map((one, at) => id(one, `${name}[${at}]`));
  return {
    before: {
      components: readComponents(object(state["pca"], "pca"), tids, columns, fields),
      inConversation,
      baseClusters,
      groupings: new Map([[groups.length, { groups, silhouette: 0 }]]),
      smoother: { best: groups.length, times: 1, shown: groups.length },
    },
    groupTallies: readTallies(object(state["group-votes"] ?? {}, "group-votes"), columns, fields),
    moderatedOut: [...new Set([...ids("mod-out"), ...ids("meta-tids")])],
    metaStatements: ids("meta-tids"),
  };
}

function rowsById(votes: VoteTable): Map<string, number> {
  return new Map(votes.participants.map((participant, row) => [participant, row]));
}

function readComponents(pca: JsonObject, tids: readonly string[], columns: ReadonlyMap<string, number>, fields: Fields) {
  const read = fields.list(pca["comps"], "pca.comps").map((one, axis) => {
    const loadings = fields.numbers(one, `pca.comps[${axis}]`);
    if (loadings.length !== tids.length)
      fields.refuse(`pca.comps[${axis}]`, `has ${loadings.length} numbers for ${tids.length} tids`);
    const component = new Float64Array(columns.size).fill(1);
    for (const [at, tid] of tids.entries()) if (columns.has(tid)) component[columns.get(tid)!] = -loadings[at]!;
    return component;
  });
  const [first, second] = read;
  if (first === undefined || second === undefined) return fields.refuse("pca.comps", "has fewer than two components");
  return [first, second] as const;
}

function readBaseClusters(state: JsonObject, rows: ReadonlyMap<string, number>, fields: Fields): Cluster[] {
  const folded = fields.object(state["base-clusters"], "base-clusters");
  const ids = fields.numbers(folded["id"], "base-clusters.id");
  const members = fields.list(folded["members"], "base-clusters.members");
  const x = fields.numbers(folded["x"], "base-clusters.x");
  const y = fields.numbers(folded["y"], "base-clusters.y");
  if (members.length !== ids.length || x.length !== ids.length || y.length !== ids.length) {
    fields.refuse("base-clusters", "has lists of different length");
  }
  return ids.map((id, at) => ({
    id,
    x: x[at]!,
    y: y[at]!,
    members: fields
      .numbers(members[at], `base-clusters.members[${at}]`)
      .map((pid) => rows.get(String(pid)))
      .filter((row) => row !== undefined),
  }));
}

function readGroup(value: unknown, path: string, fields: Fields): Cluster {
  const group = fields.object(value, path);
  const [x, y] = fields.numbers(group["center"], `${path}.center`);
  return {
    id: fields.number(group["id"], `${path}.id`),
    x: fields.number(x, `${path}.center[0]`),
    y: fields.number(y, `${path}.center[1]`),
    members: fields.numbers(group["members"], `${path}.members`),
  };
}

function readTallies(groupVotes: JsonObject, columns: ReadonlyMap<string, number>, fields: Fields): GroupTally[] {
  return Object.entries(groupVotes).map(([gid, value]) => {
    const path = `group-votes.${gid}`;
    const group = fields.object(value, path);
    const tally = {
      group: Number(gid),
      size: fields.number(group["n-members"], `${path}.n-members`),
      agrees: new Int32Array(columns.size),
      disagrees: new Int32Array(columns.size),
      answers: new Int32Array(columns.size),
    };
    for (const [tid, counts] of Object.entries(fields.object(group["votes"], `${path}.votes`))) {
      const column = columns.get(tid);
      if (column === undefined) continue;
      const { A, D, S } = fields.object(counts, `${path}.votes.${tid}`);
      tally.agrees[column] = fields.number(A, `${path}.votes.${tid}.A`);
      tally.disagrees[column] = fields.number(D, `${path}.votes.${tid}.D`);
      tally.answers[column] = fields.number(S, `${path}.votes.${tid}.S`);
    }
    return tally;
  });
}
