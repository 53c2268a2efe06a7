import { fairestLottery, type PanelRequest, readCandidates, readQuotas } from "../src/index.ts";
import { plainTable, readReal, realDataIsAbsent } from "../src/fixtures/real-data.ts";
import { leximinByHighs } from "./peers/highs.ts";
import { type PoolShape, randomPool } from "./random-pool.ts";

type Emit = (line: Record<string, unknown>) => void;

const PEER = "LEXIMIN by column generation, scipy's HiGHS";
/** The peer takes minutes beyond this many people. */
const PEER_PEOPLE_MAX = 150;
const POOLS: readonly PoolShape[] = [
  { people: 60, size: 12, values: [2, 3, 3], leeway: 0.1, seed: 1 },
  { people: 300, size: 30, values: [2, 4, 4, 8], leeway: 0.05, seed: 2 },
  { people: 300, size: 40, values: [2, 4, 4, 6, 3, 2], leeway: 0.1, seed: 3 },
  { people: 1000, size: 100, values: [2, 5, 5, 10, 4], leeway: 0.1, seed: 4 },
  { people: 2000, size: 60, values: [2, 5, 4, 9, 3], leeway: 0.05, seed: 5 },
  { people: 5000, size: 60, values: [2, 5, 4, 9, 3], leeway: 0.05, seed: 6 },
];
const GOAL_SECONDS = 10;

/** Seconds are processor time: for ours with the proof, its check, 1,000 tickets; for the peer the probabilities alone. */
export async function bench(emit: Emit): Promise<void> {
  if (realDataIsAbsent) emit({ name: "150 candidates, 20 quotas, 22 seats, seconds", data: "absent" });
  else {
    const quotas = readQuotas(plainTable(readReal("features.csv")));
    const request = { candidates: readCandidates(plainTable(readReal("candidates.csv")), quotas), quotas, size: 22 };
    for (const round of ["cold", "warm", "warm again"]) measure(emit, `150 candidates, 20 quotas, 22 seats, ${round}`, request);
  }
  for (const shape of POOLS) {
    measure(emit, `${shape.people} people, ${shape.values.join("×")} values, ${shape.size} seats`, randomPool(shape));
  }
  await Promise.resolve();
}

function measure(emit: Emit, name: string, request: PanelRequest): void {
  const began = performance.now();
  const before = process.cpuUsage();
  const outcome = fairestLottery(request);
  const { user, system } = process.cpuUsage(before);
  const ours = { cpu: (user + system) / 1e6, wall: (performance.now() - began) / 1000 };
  if (!outcome.feasible) {
    emit({ name, ours: rounded(ours.cpu), relaxation: outcome.relaxation.places });
    return;
  }
  const { levels, certificate, provenWithin, largestDeviation, inNoPanel, probability } = outcome.lottery;
  const found = {
    levels: levels.length,
    kinds: certificate.groups.length,
    in_no_panel: inNoPanel.length,
    cuts: certificate.cuts.length,
    proven_within: provenWithin,
    tickets_off_by: rounded(largestDeviation * 1000),
  };
  const line = { name, ours: rounded(ours.cpu), wall: rounded(ours.wall), goal: GOAL_SECONDS, ...found };
  if (request.candidates.length > PEER_PEOPLE_MAX || inNoPanel.length > 0) {
    emit(line);
    return;
  }
  const peer = leximinByHighs(request);
  if (peer === undefined) emit({ ...line, peer: PEER, absent: true });
  else if (peer === "stopped") emit({ ...line, against: PEER, peer: "stopped after 600 s" });
  else {
    const largest = request.candidates.reduce(
      (most, { id }, index) => Math.max(most, Math.abs(probability.get(id)! - peer.probabilities[index]!)),
      0,
    );
    emit({ ...line, against: PEER, peer: rounded(peer.seconds), ratio: rounded(peer.seconds / ours.cpu), differs_by: largest });
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
