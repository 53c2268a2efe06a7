import { assertRead, type ByteReader, openBytes, readBytes, readDouble, readNumber, readText } from "../binary/byte-reader.ts";
import {
  type ByteWriter,
  createByteWriter,
  finishBytes,
  writeBytes,
  writeDouble,
  writeNumber,
  writeText,
} from "../binary/byte-writer.ts";
import { TriageRefusal } from "../refusal.ts";
import type { Example, Measured, TriageModel } from "./model.ts";
import { CLASSES_MAX, TRAINING_TEXTS_MAX } from "./training-text.ts";

const MARK = "gongzhi triage 2";
/** A refused file shall not make the reader ask for more memory than the file could fill. */
const FEATURES_MAX = 4_000_000;
const TEXT_BYTES_MAX = 1_000;
const DICTIONARY_BYTES_MAX = 3_000_000;
/** A trie holds a million; the largest dictionary training learns has half of it. */
const DICTIONARY_LETTERS_MAX = 1_000_000;
const FEATURES_OF_EXAMPLE_MAX = 256;

/** The model as bytes: about ten a feature, two kilobytes a thousand words, 110 bytes an example. */
export function writeModel(model: TriageModel): Uint8Array {
  const writer = createByteWriter();
  writeText(writer, MARK);
  writeNumber(writer, model.texts);
  writeNumber(writer, model.labels.length);
  for (const [label, name] of model.labels.entries()) {
    writeText(writer, name);
    writeDouble(writer, model.scales[label]!);
    writeDouble(writer, model.biases[label]!);
    writeDouble(writer, model.calibration.offsets[label]!);
  }
  writeDouble(writer, model.calibration.slope);
  writeText(writer, model.dictionary.join("\n"));
  writeFeatures(writer, model);
  writeNumber(writer, model.examples.length);
  for (const example of model.examples) writeExample(writer, example);
  writeMeasured(writer, model.measured);
  return finishBytes(writer);
}

/** Runs of features held by equally many texts; hashes ascend within a run, so that their differences are small. */
function writeFeatures(writer: ByteWriter, model: TriageModel): void {
  const { hashes, textsWith } = model;
  writeNumber(writer, hashes.length);
  let start = 0;
  while (start < hashes.length) {
    let end = start;
    while (end < hashes.length && textsWith[end] === textsWith[start]) end += 1;
    writeNumber(writer, textsWith[start]!);
    writeNumber(writer, end - start);
    let before = -(2 ** 31);
    for (let feature = start; feature < end; feature += 1) {
      writeNumber(writer, hashes[feature]! - before);
      before = hashes[feature]!;
    }
    start = end;
  }
  writeBytes(writer, new Uint8Array(model.weights.buffer, model.weights.byteOffset, model.weights.length));
}

function writeExample(writer: ByteWriter, example: Example): void {
  writeText(writer, example.id);
  writeNumber(writer, example.label);
  writeText(writer, example.excerpt);
  writeNumber(writer, example.features.length);
  let before = 0;
  for (const [cell, feature] of example.features.entries()) {
    writeNumber(writer, feature - before);
    writeNumber(writer, example.values[cell]!);
    before = feature;
  }
}

function writeMeasured(writer: ByteWriter, measured: Measured): void {
  const { threshold } = measured;
  writeNumber(writer, measured.texts);
  writeDouble(writer, measured.macroF1);
  for (const figures of measured.perClass) {
    writeNumber(writer, figures.texts);
    for (const value of [figures.precision, figures.recall, figures.f1]) writeDouble(writer, value);
  }
  writeNumber(writer, threshold.texts);
  for (const value of [threshold.askBelow, threshold.rightShare, threshold.askedShare]) writeDouble(writer, value);
}

/** Refuses `bad-model` for anything `writeModel` does not write. */
export function readModel(bytes: Uint8Array): TriageModel {
  const reader = openBytes(bytes, MARK, "bad-model");
  const texts = readNumber(reader, TRAINING_TEXTS_MAX);
  const classes = readNumber(reader, CLASSES_MAX);
  if (classes < 2) throw new TriageRefusal("bad-model", "the model knows fewer than two classes");
  const named = Array.from({ length: classes }, () => ({
    label: readText(reader, TEXT_BYTES_MAX),
    scale: readDouble(reader),
    bias: readDouble(reader),
    offset: readDouble(reader),
  }));
  const labels = named.map(({ label }) => label);
  const slope = readDouble(reader);
  const words = readText(reader, DICTIONARY_BYTES_MAX);
  if (words.length > DICTIONARY_LETTERS_MAX) throw new TriageRefusal("bad-model", "the model's dictionary is too long");
  const features = readFeatures(reader, classes);
  const examples = Array.from({ length: readNumber(reader, TRAINING_TEXTS_MAX) }, () =>
    readExample(reader, classes, features.hashes.length),
  );
  const measured = readMeasured(reader, labels);
  assertRead(reader);
  return {
    labels,
    dictionary: words === "" ? [] : words.split("\n"),
    texts,
    ...features,
    scales: named.map(({ scale }) => scale),
    biases: named.map(({ bias }) => bias),
    calibration: { slope, offsets: named.map(({ offset }) => offset) },
    examples,
    measured,
  };
}

function readFeatures(reader: ByteReader, classes: number): Pick<TriageModel, "hashes" | "textsWith" | "weights"> {
  const size = readNumber(reader, Math.min(FEATURES_MAX, reader.bytes.length));
  const hashes = new Int32Array(size);
  const textsWith = new Int32Array(size);
  let start = 0;
  while (start < size) {
    const held = readNumber(reader, 4 * TRAINING_TEXTS_MAX);
    const run = readNumber(reader, size - start);
    if (run === 0) throw new TriageRefusal("bad-model", "a run of features is empty");
    textsWith.fill(held, start, start + run);
    let hash = -(2 ** 31);
    for (let feature = start; feature < start + run; feature += 1) {
      hash += readNumber(reader, 2 ** 32);
      if (hash === 0 || hash >= 2 ** 31) throw new TriageRefusal("bad-model", "a feature's hash is out of range");
      hashes[feature] = hash;
    }
    start += run;
  }
  const weights = readBytes(reader, size * classes);
  if (weights.length !== size * classes) throw new TriageRefusal("bad-model", "weights are missing");
  return { hashes, textsWith, weights: Int8Array.from(weights, (byte) => (byte << 24) >> 24) };
}

function readExample(reader: ByteReader, classes: number, featureCount: number): Example {
  const id = readText(reader, TEXT_BYTES_MAX);
  const label = readNumber(reader, classes - 1);
  const excerpt = readText(reader, TEXT_BYTES_MAX);
  const size = readNumber(reader, FEATURES_OF_EXAMPLE_MAX);
  const example = { id, label, excerpt, features: new Int32Array(size), values: new Uint8Array(size) };
  let feature = 0;
  for (let cell = 0; cell < size; cell += 1) {
    feature += readNumber(reader, featureCount);
    if (feature >= featureCount) throw new TriageRefusal("bad-model", "an example has a feature the model lacks");
    example.features[cell] = feature;
    example.values[cell] = readNumber(reader, 255);
  }
  return example;
}

function readMeasured(reader: ByteReader, labels: readonly string[]): Measured {
  const texts = readNumber(reader, TRAINING_TEXTS_MAX);
  const macroF1 = readDouble(reader);
  const perClass = labels.map((label) => ({
    label,
    texts: readNumber(reader, TRAINING_TEXTS_MAX),
    precision: readDouble(reader),
    recall: readDouble(reader),
    f1: readDouble(reader),
  }));
  const onTexts = readNumber(reader, TRAINING_TEXTS_MAX);
  const threshold = { askBelow: readDouble(reader), rightShare: readDouble(reader), askedShare: readDouble(reader) };
  return { texts, macroF1, perClass, threshold: { ...threshold, texts: onTexts } };
}
