import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findBenches } from "./find-benches.ts";
import { type BenchLine, runBench } from "./run-bench.ts";

const root = mkdtempSync(join(tmpdir(), "gongzhi-bench-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function plant(path: string, text: string) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

async function linesOf(name: string, text: string) {
  plant(`bench/${name}.ts`, text);
  const lines: BenchLine[] = [];
  const well = await runBench(name, join(root, `bench/${name}.ts`), (line) => lines.push(line));
  return { well, lines };
}

describe("findBenches", () => {
  it("finds a package's by the package's name and those at the root by their own", () => {
    plant("packages/sortition/bench/bench.ts", "");
    plant("packages/sortition/bench/peer.ts", "");
    plant("packages/plain/src/index.ts", "");
    plant("bench/load.ts", "");
    plant("bench/README.md", "");
    expect([...findBenches(root).keys()]).toEqual(["sortition", "load"]);
  });

  it("stops two of one name", () => {
    plant("bench/sortition.ts", "");
    expect(() => findBenches(root)).toThrow("two benchmarks are called sortition");
    rmSync(join(root, "bench/sortition.ts"));
  });
});

describe("runBench", () => {
  it("passes every line on under the benchmark's name", async () => {
    const text =
      "export async function bench(emit: (line: object) => void) { emit({ name: 'x', ratio: 2 }); emit({ peer: 'y', absent: true }); }";
    expect(await linesOf("good", text)).toEqual({
      well: true,
      lines: [
        { bench: "good", name: "x", ratio: 2 },
        { bench: "good", peer: "y", absent: true },
      ],
    });
  });

  it.each([
    ["throws", "export async function bench() { throw new Error('no peer'); }", "no peer"],
    ["measures nothing", "export async function bench() {}", "it ended without a line"],
    ["exports nothing", "export const x = 1;", "exports no function bench"],
  ])("says so when a benchmark %s", async (what, text, message) => {
    const { well, lines } = await linesOf(what.replaceAll(" ", "-"), text);
    expect(well).toBe(false);
    expect(lines).toEqual([expect.objectContaining({ failed: expect.stringContaining(message) as string })]);
  });
});
