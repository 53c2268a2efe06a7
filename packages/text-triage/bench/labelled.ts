import type { TrainingText } from "../src/index.ts";
import { readCsv, realPath } from "./real-data.ts";

/** The labelled appeals, segmented ones first; undefined where the files are absent. `raw_id` ties a twin to its original. */
export function readLabelled(): readonly TrainingText[] | undefined {
  const segmented = realPath("appeals/labelled-segmented.csv");
  const natural = realPath("appeals/labelled-raw.csv");
  if (segmented === undefined || natural === undefined) return undefined;
  return [
    ...readCsv(segmented).map((row, index) => ({
      id: `segmented ${index + 1}`,
      text: row["segmented_text"]!,
      label: row["label"]!,
      segmented: true,
      ...(row["raw_id"] === "" ? {} : { group: row["raw_id"]! }),
    })),
    ...readCsv(natural).map((row) => ({
      id: row["id"]!,
      text: `${row["title"]}\n${row["detail"]}`,
      label: row["label"]!,
      segmented: false,
      group: row["id"]!,
    })),
  ];
}

/** Pairs of rows: a text as it was written, and its segmented twin. */
export function findTwins(texts: readonly TrainingText[]): readonly { readonly natural: number; readonly segmented: number }[] {
  const segmentedOf = new Map<string, number>();
  for (const [row, { segmented, group }] of texts.entries()) if (segmented && group !== undefined) segmentedOf.set(group, row);
  return [...texts.entries()].flatMap(([natural, text]) => {
    const segmented = text.segmented ? undefined : segmentedOf.get(text.group!);
    return segmented === undefined ? [] : [{ natural, segmented }];
  });
}
