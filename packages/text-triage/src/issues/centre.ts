import type { IssueVectors } from "./issue-vectors.ts";

/** The mean direction of some rows, of length 1. */
export type Centre = {
  readonly values: Float64Array;
  /** Of its squares, the share in grams of places. */
  readonly placeShare: number;
};

/** Cosines of a row with a centre: whole, and of either part by itself; 0 where one of the two has no such part. */
export type Nearness = {
  readonly whole: number;
  readonly what: number;
  readonly where: number;
  /** Of the row's squares, the share in grams of places. */
  readonly placeShare: number;
};

export function centreOf(vectors: IssueVectors, rows: readonly number[]): Centre {
  const { starts, grams, isPlace } = vectors;
  const values = new Float64Array(vectors.gramCount);
  for (const row of rows) {
    for (let cell = starts[row]!; cell < starts[row + 1]!; cell += 1) values[grams[cell]!]! += vectors.values[cell]!;
  }
  let squares = 0;
  let placeSquares = 0;
  for (let gram = 0; gram < values.length; gram += 1) {
    const square = values[gram]! * values[gram]!;
    squares += square;
    if (isPlace[gram] === 1) placeSquares += square;
  }
  if (squares === 0) return { values, placeShare: 0 };
  const length = Math.sqrt(squares);
  for (let gram = 0; gram < values.length; gram += 1) values[gram]! /= length;
  return { values, placeShare: placeSquares / squares };
}

export function nearnessOf(vectors: IssueVectors, centre: Centre, row: number): Nearness {
  const { starts, grams, isPlace } = vectors;
  let what = 0;
  let where = 0;
  let whatSquares = 0;
  let whereSquares = 0;
  for (let cell = starts[row]!; cell < starts[row + 1]!; cell += 1) {
    const gram = grams[cell]!;
    const value = vectors.values[cell]!;
    if (isPlace[gram] === 1) {
      where += value * centre.values[gram]!;
      whereSquares += value * value;
    } else {
      what += value * centre.values[gram]!;
      whatSquares += value * value;
    }
  }
  return {
    whole: what + where,
    what: cosineOf(what, whatSquares * (1 - centre.placeShare)),
    where: cosineOf(where, whereSquares * centre.placeShare),
    placeShare: whereSquares,
  };
}

/** Of a row's squares, the share in grams of places. */
export function placeShareOf(vectors: IssueVectors, row: number): number {
  let squares = 0;
  for (let cell = vectors.starts[row]!; cell < vectors.starts[row + 1]!; cell += 1) {
    if (vectors.isPlace[vectors.grams[cell]!] === 1) squares += vectors.values[cell]! ** 2;
  }
  return squares;
}

function cosineOf(product: number, squares: number): number {
  return squares > 0 ? product / Math.sqrt(squares) : 0;
}
