import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { build } from "vite";
import { expect, test } from "vitest";
import { plantVotes } from "./fixtures/planted.ts";
import { describeMap, drawMap, mapOpinions, measureStability, readExport, voteTable } from "./index.ts";
import { VILLAGE } from "./fixtures/village.ts";

const VOTES = plantVotes({ people: 40, statements: 12, groups: 2, seed: 8 });

/** The same work, in the words a page would use. */
const WORK = `
  const map = opinions.mapOpinions(opinions.voteTable(VOTES));
  const stability = opinions.measureStability(map, { replicates: 3 });
  const description = opinions.describeMap(map);
  JSON.stringify({ groupOf: [...map.groupOf], verdict: stability.verdict, svg: opinions.drawMap({ map, description, stability }),
    votes: opinions.readExport(VILLAGE).votes });
`;

test("bundled for a browser it needs nothing of Node, and draws the same map", async () => {
  const scratch = mkdtempSync(join(tmpdir(), "gongzhi-opinion-bundle-"));
  try {
    const bundle = await bundled(scratch);
    expect(bundle).not.toMatch(/require\(|node:|process\.|Buffer/u);
    // A context of its own has the language and nothing else: no process, no require, no timers.
    const context = createContext({ VOTES, VILLAGE });
    runInContext(bundle, context);
    const map = mapOpinions(voteTable(VOTES));
    const stability = measureStability(map, { replicates: 3 });
    expect(JSON.parse(runInContext(WORK, context) as string)).toEqual({
      groupOf: [...map.groupOf],
      verdict: stability.verdict,
      svg: drawMap({ map, description: describeMap(map), stability }),
      votes: readExport(VILLAGE).votes,
    });
  } finally {
    rmSync(scratch, { recursive: true });
  }
});

async function bundled(scratch: string): Promise<string> {
  const entry = join(scratch, "entry.ts");
  writeFileSync(entry, `export * from ${JSON.stringify(join(import.meta.dirname, "index.ts"))};\n`);
  const output = await build({
    root: scratch,
    configFile: false,
    logLevel: "error",
    build: { write: false, minify: false, lib: { entry, formats: ["iife"], name: "opinions" } },
  });
  const [first] = [output].flat();
  if (first === undefined || !("output" in first)) throw new Error("nothing was bundled");
  return first.output[0].code;
}
