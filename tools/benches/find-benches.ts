import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Every benchmark by its name: a package's `bench/bench.ts` by the package's, `bench/NAME.ts` at the root by its own. */
export function findBenches(root: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const name of namesIn(join(root, "packages"))) {
    const file = join(root, "packages", name, "bench", "bench.ts");
    if (existsSync(file)) found.set(name, file);
  }
  for (const file of namesIn(join(root, "bench"))) {
    const name = /^([a-z0-9-]+)\.ts$/.exec(file)?.[1];
    if (name === undefined) continue;
    if (found.has(name)) throw new Error(`two benchmarks are called ${name}`);
    found.set(name, join(root, "bench", file));
  }
  return found;
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).toSorted() : [];
}
