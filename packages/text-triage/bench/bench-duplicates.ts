import {
  addTexts,
  createDuplicateIndex,
  findDuplicatePairs,
  type IdentifiedText,
  readDuplicateIndex,
  writeDuplicateIndex,
} from "../src/index.ts";
import { runPeerPairs } from "./peers/near-duplicates.ts";
import { readCsv, realPath } from "./real-data.ts";
import { measureTime, rounded } from "./timing.ts";

type Emit = (line: Record<string, unknown>) => void;

const THRESHOLD = 0.9;
const SECONDS_GOAL = 1;
const ROUNDS = 3;
const ROUNDING = 1e-12;

export function benchDuplicates(texts: readonly IdentifiedText[], emit: Emit): void {
  const reference = realPath("reference/text/near-duplicate-pairs-0.9.csv");
  for (let round = 1; round <= ROUNDS; round += 1) {
    const { result, taken } = measureTime(() => {
      const index = createDuplicateIndex();
      addTexts(index, texts);
      return { index, pairs: findDuplicatePairs(index, THRESHOLD) };
    });
    const peer = runPeerPairs(
      texts.map(({ text }) => text),
      THRESHOLD,
    );
    const name = `duplicates: all pairs of ${texts.length} texts, seconds`;
    const ours = { ours: rounded(taken.processorSeconds, 3), clock: rounded(taken.clockSeconds, 3), goal: SECONDS_GOAL };
    if (peer === undefined) emit({ name, round, ...ours, peer: "scikit-learn", absent: true });
    else
      emit({
        name,
        round,
        ...ours,
        peer: rounded(peer.seconds, 3),
        peerIs: peer.version,
        ratio: rounded(peer.seconds / taken.processorSeconds, 2),
        peerPairs: peer.pairs.length,
      });
    if (round > 1) continue;
    if (reference !== undefined) {
      const known = new Set(
        readCsv(reference).map((row) => [row["id_a"]!, row["id_b"]!].sort((one, other) => (one < other ? -1 : 1)).join(" ")),
      );
      const found = result.pairs.filter(({ idA, idB }) =>
        known.has([idA, idB].sort((one, other) => (one < other ? -1 : 1)).join(" ")),
      );
      emit({
        name: "duplicates: recall of the reference's pairs",
        ours: rounded(found.length / known.size),
        pairs: result.pairs.length,
        reference: known.size,
        goal: 1,
      });
    }
    const bytes = measureTime(() => writeDuplicateIndex(result.index));
    const again = measureTime(() => readDuplicateIndex(bytes.result));
    emit({
      name: "duplicates: the index as a file",
      bytes: bytes.result.length,
      writeSeconds: rounded(bytes.taken.processorSeconds, 2),
      readSeconds: rounded(again.taken.processorSeconds, 2),
    });
    const others = findDuplicatePairs(again.result, THRESHOLD);
    // Sums in another order differ in their last digits.
    const same =
      others.length === result.pairs.length &&
      result.pairs.every(({ idA, idB, cosine }, place) => {
        const other = others[place]!;
        return other.idA === idA && other.idB === idB && Math.abs(other.cosine - cosine) < ROUNDING;
      });
    emit({ name: "duplicates: pairs from the read index are the same", ours: same, goal: true });
  }
}
