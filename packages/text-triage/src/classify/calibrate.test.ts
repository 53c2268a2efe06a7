import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { calibrate, type Calibration, fitCalibration } from "./calibrate.ts";
import { chooseThreshold } from "./choose-threshold.ts";

describe("calibration", () => {
  it("finds the parameters that labels were drawn by", () => {
    const random = createRandom(5);
    const classes = 3;
    const rows = 20_000;
    const known: Calibration = { slope: 2.5, offsets: [0.8, -0.4, 0] };
    const margins = Float64Array.from({ length: rows * classes }, () => 2 * random() - 1);
    const shares = new Float64Array(classes);
    const truth = Int32Array.from({ length: rows }, (_, row) => {
      calibrate(known, margins, row * classes, shares);
      const drawn = random();
      return drawn < shares[0]! ? 0 : drawn < shares[0]! + shares[1]! ? 1 : 2;
    });
    const found = fitCalibration(margins, truth, classes);
    expect(found.slope).toBeCloseTo(known.slope, 0.9);
    for (const [label, offset] of found.offsets.entries()) expect(Math.abs(offset - known.offsets[label]!)).toBeLessThan(0.1);
  });

  it("stays finite where margins tell everything or nothing", () => {
    const perfect = Float64Array.from({ length: 200 }, (_, cell) => ((cell >> 1) % 2 === cell % 2 ? 1 : -1));
    const truth = Int32Array.from({ length: 100 }, (_, row) => row % 2);
    for (const margins of [perfect, new Float64Array(200)]) {
      const { slope, offsets } = fitCalibration(margins, truth, 2);
      expect([slope, ...offsets].every(Number.isFinite)).toBe(true);
    }
  });

  it("gives shares of one whole for any margins", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 8 }), (margins) => {
        const shares = new Float64Array(margins.length);
        calibrate({ slope: 3, offsets: margins.map(() => 0) }, Float64Array.from(margins), 0, shares);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe("the threshold", () => {
  it("keeps only answers of which enough are right", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean()), { maxLength: 400 }), (given) => {
        const answers = given.map(([probability, right]) => ({
          probability: probability / 20,
          right: right || probability > 15,
        }));
        const { askBelow, rightShare, askedShare } = chooseThreshold(answers, 0.9);
        const kept = answers.filter(({ probability }) => probability >= askBelow);
        if (askBelow > 1) expect(askedShare).toBe(1);
        else {
          expect(kept.filter(({ right }) => right).length / kept.length).toBeCloseTo(rightShare, 12);
          expect(rightShare).toBeGreaterThanOrEqual(0.9);
          expect(1 - kept.length / answers.length).toBeCloseTo(askedShare, 12);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("keeps everything that is always right, and nothing of a few texts", () => {
    const right = Array.from({ length: 200 }, (_, index) => ({ probability: index / 200, right: true }));
    expect(chooseThreshold(right, 0.95)).toEqual({ askBelow: 0, rightShare: 1, askedShare: 0 });
    expect(chooseThreshold(right.slice(0, 20), 0.95).askBelow).toBeGreaterThan(1);
  });

  it("promises on other texts what it found on its own: 95 % right in more than nine draws of ten", () => {
    const random = createRandom(9);
    const draw = (count: number) =>
      Array.from({ length: count }, () => {
        const probability = random();
        return { probability, right: random() < 0.5 + 0.5 * probability };
      });
    let kept = 0;
    const trials = 200;
    for (let trial = 0; trial < trials; trial += 1) {
      const { askBelow } = chooseThreshold(draw(800), 0.95);
      // Above p, answers are right in 1 - (1 - p) / 4 of the cases on average.
      if (askBelow > 1 || 1 - (1 - askBelow) / 4 >= 0.95) kept += 1;
    }
    expect(kept / trials).toBeGreaterThan(0.9);
  });
});
