import { TriageRefusal } from "../refusal.ts";
import { createRandom, shuffle } from "../random.ts";

/** A text somebody has classified. */
export type TrainingText = {
  /** How the text is named where it appears as a near example. */
  readonly id: string;
  readonly text: string;
  readonly label: string;
  /** True if words stand apart by spaces: the dictionary is learnt from such texts. */
  readonly segmented: boolean;
  /** Texts of one group are forms of one original: they are never split between learning and checking. */
  readonly group?: string;
};

/** More would need more than 2 GB while training. */
export const TRAINING_TEXTS_MAX = 50_000;
/** A department has tens of classes; each costs training time and a byte a feature. */
export const CLASSES_MAX = 64;
/** Fewer texts of a class than folds would leave a fold without it. */
export const CLASS_TEXTS_MIN = 5;
export const FOLDS = 3;
/** A label is a heading, not a text. */
const LABEL_UNITS_MAX = 100;

/** Labels in the order of their code units, so that a model does not depend on the order of the rows. */
export function readLabels(texts: readonly TrainingText[]): readonly string[] {
  if (texts.length === 0) throw new TriageRefusal("no-texts", "there is no text to learn from");
  if (texts.length > TRAINING_TEXTS_MAX) {
    throw new TriageRefusal(
      "too-many-texts",
      `${texts.length} texts are more than the ${TRAINING_TEXTS_MAX} one model learns from`,
    );
  }
  const counts = new Map<string, number>();
  for (const { label } of texts) counts.set(label, (counts.get(label) ?? 0) + 1);
  if (counts.size < 2) throw new TriageRefusal("too-few-classes", "a classifier needs texts of two classes at least");
  if (counts.size > CLASSES_MAX)
    throw new TriageRefusal("too-many-classes", `${counts.size} classes are more than ${CLASSES_MAX}`);
  for (const [label, count] of counts) {
    if (label === "" || label.length > LABEL_UNITS_MAX) {
      throw new TriageRefusal("bad-label", `a label has 1 to ${LABEL_UNITS_MAX} characters, not ${label.length}`);
    }
    if (count >= CLASS_TEXTS_MIN) continue;
    throw new TriageRefusal("class-too-small", `«${label}» has ${count} texts, fewer than ${CLASS_TEXTS_MIN}`);
  }
  return [...counts.keys()].sort();
}

/**
 * A fold (0 … `FOLDS` - 1) for every text: groups and copies (same characters, spaces aside) stay together, and every fold
 * gets its share of every class.
 */
export function assignFolds(texts: readonly TrainingText[], groups: Int32Array, folds: number, seed: number): Int8Array {
  const ofLabel = new Map<string, number[]>();
  const members = new Map<number, number[]>();
  for (const [row, group] of groups.entries()) {
    const rows = members.get(group);
    if (rows !== undefined) {
      rows.push(row);
      continue;
    }
    members.set(group, [row]);
    const label = texts[row]!.label;
    const heads = ofLabel.get(label);
    if (heads === undefined) ofLabel.set(label, [group]);
    else heads.push(group);
  }
  const foldOf = new Int8Array(texts.length);
  const random = createRandom(seed);
  let next = 0;
  for (const label of [...ofLabel.keys()].sort()) {
    const heads = ofLabel.get(label)!;
    shuffle(heads, random);
    for (const head of heads) {
      for (const row of members.get(head)!) foldOf[row] = next;
      next = (next + 1) % folds;
    }
  }
  return foldOf;
}

/** Text → the first row it belongs with, by group name or equal characters, directly or through others (union-find). */
export function groupTexts(texts: readonly TrainingText[]): Int32Array {
  const parents = Int32Array.from(texts.keys());
  const find = (row: number): number => {
    let top = row;
    while (parents[top] !== top) top = parents[top]!;
    parents[row] = top;
    return top;
  };
  const join = (first: number, row: number): void => {
    const [one, other] = [find(first), find(row)];
    parents[Math.max(one, other)] = Math.min(one, other);
  };
  const firstOfGroup = new Map<string, number>();
  const rowsOfHash = new Map<number, number[]>();
  for (const [row, { text, group }] of texts.entries()) {
    const first = group === undefined ? row : (firstOfGroup.get(group) ?? row);
    if (group !== undefined) firstOfGroup.set(group, first);
    join(first, row);
    const hash = hashSpaceless(text);
    const alike = rowsOfHash.get(hash);
    if (alike === undefined) rowsOfHash.set(hash, [row]);
    else {
      const copied = alike.find((other) => spaceless(texts[other]!.text) === spaceless(text));
      if (copied === undefined) alike.push(row);
      else join(copied, row);
    }
  }
  return Int32Array.from(texts.keys(), find);
}

const SPACES = /\s+/gu;

function spaceless(text: string): string {
  return text.replaceAll(SPACES, "");
}

/** Equal for texts that are equal without their spaces: copies are then compared, which making all texts spaceless would cost more than. */
function hashSpaceless(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (!isWhite(unit)) hash = Math.imul(hash ^ unit, 0x0100_0193);
  }
  return hash;
}

/** What the pattern above takes out; almost every unit is answered without asking it. */
function isWhite(unit: number): boolean {
  if ((unit > 0x3000 && unit !== 0xfeff) || (unit > 0x20 && unit < 0xa0)) return false;
  return unit === 0x20 || /\s/u.test(String.fromCharCode(unit));
}
