import { describe, expect, it } from "vitest";
import { expectRefusal } from "../fixtures/expect-refusal.ts";
import { inventAppeals } from "../fixtures/invented-appeals.ts";
import { createClassifier } from "./classifier.ts";
import { readModel, writeModel } from "./model-file.ts";
import { trainModel } from "./train.ts";
import { assignFolds, groupTexts, type TrainingText } from "./training-text.ts";

/** Segmented texts to learn from; the same sentences in another mixture, as they were written, to be judged by. */
const LEARNT: readonly TrainingText[] = inventAppeals(360, 1).map(({ label, segmented }, index) => ({
  id: `learnt ${index}`,
  text: segmented,
  label,
  segmented: true,
}));
const WRITTEN = inventAppeals(150, 2).map(({ label, title, detail }) => ({ label, text: `${title}\n${detail}` }));
const MODEL = trainModel(LEARNT);
const CLASSIFIER = createClassifier(MODEL);

describe("a model learnt from segmented texts", () => {
  it("classifies natural ones", () => {
    const right = WRITTEN.filter(({ text, label }) => CLASSIFIER.classify(text).label === label).length;
    expect(right / WRITTEN.length).toBeGreaterThan(0.97);
  });

  it("is sure where it is right, and hands to a person what it was never taught", () => {
    for (const { text } of WRITTEN) expect(CLASSIFIER.classify(text).probability).toBeGreaterThan(0.34);
    for (const text of ["", "🙂🙂🙂", "The lantern festival was wonderful", "ⅷⅸ。、！"]) {
      expect(CLASSIFIER.classify(text).askAPerson, text).toBe(true);
    }
  });

  it("names the parts that drove it, and all parts sum to the margin between the two classes", () => {
    const text = "自来水停水了三天，水管爆裂没有人维修，请问医保报销比例是多少";
    const { label } = CLASSIFIER.classify(text);
    const reasons = CLASSIFIER.explain(text, 3);
    expect(label).toBe("供水");
    expect(reasons[0]!.part).toMatch(/水/u);
    for (const { part, from, to } of reasons) expect(text.slice(from, to)).toBe(part);
    const whole = CLASSIFIER.explain(text, 0);
    const sum = whole.reduce((total, { weight }) => total + weight, 0);
    expect(sum).toBeCloseTo(marginBetween(text), 6);
  });

  it("shows the texts it learnt that are most alike", () => {
    const own = LEARNT[7]!;
    const near = CLASSIFIER.nearest(own.text, 3);
    expect(near[0]!.label).toBe(own.label);
    expect(near[0]!.cosine).toBeGreaterThan(0.5);
    expect(near).toHaveLength(3);
  });

  it("is the same for the same texts and seed, in whatever order a label first appears", () => {
    expect(writeModel(trainModel(LEARNT))).toEqual(writeModel(MODEL));
    expect(trainModel(LEARNT.toReversed()).labels).toEqual(MODEL.labels);
  });

  it("tells what it measured on texts it had not seen", () => {
    expect(MODEL.measured.macroF1).toBeGreaterThan(0.95);
    expect(MODEL.measured.threshold.rightShare).toBeGreaterThanOrEqual(0.95);
    expect(MODEL.measured.perClass.map(({ texts }) => texts)).toEqual([120, 120, 120]);
  });
});

describe("a model's file", () => {
  const bytes = writeModel(MODEL);

  it("gives the same model back, and the same answers", () => {
    const again = readModel(bytes);
    expect(again).toEqual({ ...MODEL, biases: [...MODEL.biases] });
    const { classify } = createClassifier(again);
    for (const { text } of WRITTEN) expect(classify(text)).toEqual(CLASSIFIER.classify(text));
  });

  it("is refused when it is damaged, cut, lengthened or something else", () => {
    for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 300)) {
      const damaged = bytes.slice();
      damaged[at]! ^= 0x20;
      expectRefusal(() => readModel(damaged), "bad-model");
      expectRefusal(() => readModel(bytes.slice(0, at)), "bad-model");
    }
    expectRefusal(() => readModel(Uint8Array.of(...bytes.slice(0, 50), 7)), "bad-model");
    expectRefusal(() => readModel(new TextEncoder().encode("id,title\n1,路灯")), "bad-model");
  });

  it("holds no piece of a text when examples are left out, and persons masked when not", () => {
    expect(trainModel(LEARNT, { examples: 0 }).examples).toEqual([]);
    const named = LEARNT.map((text, index) => ({
      ...text,
      text: index === 0 ? `我叫周小满，电话19900000001。${text.text}` : text.text,
    }));
    const [first] = trainModel(named).examples;
    expect(first!.excerpt).toContain("〔姓名〕");
    expect(first!.excerpt).not.toMatch(/周小满|199/u);
  });
});

describe("folds", () => {
  it("keep copies and twins together and give every fold its share", () => {
    const texts = LEARNT.flatMap((text, index) => [
      { ...text, group: `g${index}` },
      { ...text, id: `twin ${index}`, text: `另${index}${text.text}`, segmented: false, group: `g${index}` },
    ]);
    const groups = groupTexts(texts);
    const folds = assignFolds(texts, groups, 4, 1);
    const foldOfText = new Map<string, number>();
    for (const [row, { text, group }] of texts.entries()) {
      expect(folds[row]).toBe(folds[groups[row]!]);
      for (const key of [text.replaceAll(" ", ""), group]) {
        expect(foldOfText.get(key) ?? folds[row]).toBe(folds[row]);
        foldOfText.set(key, folds[row]!);
      }
    }
    expect(new Set(folds).size).toBe(4);
  });
});

it("refuses what cannot be learnt from", () => {
  const one = LEARNT[0]!;
  expectRefusal(() => trainModel([]), "no-texts");
  expectRefusal(() => trainModel(LEARNT.filter(({ label }) => label === "供水")), "too-few-classes");
  expectRefusal(() => trainModel([...LEARNT, { ...one, label: "别的" }]), "class-too-small");
  expectRefusal(() => trainModel([...LEARNT, { ...one, label: "" }]), "bad-label");
  expectRefusal(
    () => trainModel(Array.from({ length: 650 }, (_, index) => ({ ...one, label: `${index % 65}` }))),
    "too-many-classes",
  );
  expectRefusal(() => trainModel(LEARNT, { targetRight: 1 }), "bad-option");
  expectRefusal(() => trainModel(LEARNT, { examples: -1 }), "bad-option");
});

/** The margin as the probabilities tell it: ln(p1 / p2), less the offsets, by the slope, less the biases. */
function marginBetween(text: string): number {
  const neutral = { ...MODEL, biases: MODEL.biases.map(() => 0), calibration: { slope: 1, offsets: MODEL.labels.map(() => 0) } };
  const { label, second, probability } = createClassifier(neutral).classify(text);
  const answer = CLASSIFIER.classify(text);
  expect([label, second]).toEqual([answer.label, answer.second]);
  // Three classes: the margin between the first two follows from the first's share against each of the others alone.
  const without = MODEL.labels.findIndex((one) => one !== label && one !== second);
  const apart = {
    ...neutral,
    calibration: { slope: 1, offsets: MODEL.labels.map((_, number) => (number === without ? -1e3 : 0)) },
  };
  const pair = createClassifier(apart).classify(text).probability;
  expect(probability).toBeLessThanOrEqual(pair);
  return Math.log(pair / (1 - pair));
}
