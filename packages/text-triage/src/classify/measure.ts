import type { ClassFigures } from "./model.ts";

/** Precision, recall and F1 of every class; a class never given and never true has 0. */
export function measureClasses(
  labels: readonly string[],
  truth: ArrayLike<number>,
  given: ArrayLike<number>,
): readonly ClassFigures[] {
  const texts = new Int32Array(labels.length);
  const answers = new Int32Array(labels.length);
  const right = new Int32Array(labels.length);
  for (let row = 0; row < truth.length; row += 1) {
    texts[truth[row]!]! += 1;
    answers[given[row]!]! += 1;
    if (truth[row] === given[row]) right[truth[row]!]! += 1;
  }
  return labels.map((label, number) => ({
    label,
    texts: texts[number]!,
    precision: share(right[number]!, answers[number]!),
    recall: share(right[number]!, texts[number]!),
    f1: share(2 * right[number]!, texts[number]! + answers[number]!),
  }));
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
