import { createClassifier, type TrainingText, trainModel } from "../src/index.ts";
import { assignFolds, groupTexts } from "../src/classify/training-text.ts";

/** As the reference figures have it. */
const FOLDS = 5;

export type Answer = { readonly label: string; readonly probability: number; readonly askAPerson: boolean };

/** Folds of the benchmark; another seed than training's own, so that nothing is tuned on the very same cut. */
export function cutFolds(texts: readonly TrainingText[], seed: number): Int8Array {
  return assignFolds(texts, groupTexts(texts), FOLDS, seed);
}

/** Every text classified by a model that saw neither it nor its twin nor its copies. */
export function crossValidate(
  texts: readonly TrainingText[],
  folds: Int8Array,
): { readonly answers: readonly Answer[]; readonly trainingSeconds: readonly number[] } {
  const answers: Answer[] = Array.from(texts, () => ({ label: "", probability: 0, askAPerson: true }));
  const trainingSeconds: number[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const learnt = texts.filter((_, row) => folds[row] !== fold);
    const start = process.cpuUsage();
    const model = trainModel(learnt, { examples: 0 });
    const { user, system } = process.cpuUsage(start);
    trainingSeconds.push((user + system) / 1e6);
    const { classify } = createClassifier(model);
    for (const [row, { text }] of texts.entries()) if (folds[row] === fold) answers[row] = classify(text);
  }
  return { answers, trainingSeconds };
}

/** Mean of the classes' F1 over the given rows. */
export function macroF1(
  texts: readonly TrainingText[],
  answers: readonly { readonly label: string }[],
  rows: readonly number[],
): number {
  const perClass = classF1(texts, answers, rows);
  return [...perClass.values()].reduce((sum, f1) => sum + f1, 0) / perClass.size;
}

export function classF1(
  texts: readonly TrainingText[],
  answers: readonly { readonly label: string }[],
  rows: readonly number[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, { true: number; given: number; right: number }>();
  const of = (label: string) => {
    const known = counts.get(label) ?? { true: 0, given: 0, right: 0 };
    counts.set(label, known);
    return known;
  };
  for (const row of rows) {
    const truth = texts[row]!.label;
    const given = answers[row]!.label;
    of(truth).true += 1;
    of(given).given += 1;
    if (truth === given) of(truth).right += 1;
  }
  return new Map(
    [...counts]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([label, own]) => [label, (2 * own.right) / (own.true + own.given)]),
  );
}
