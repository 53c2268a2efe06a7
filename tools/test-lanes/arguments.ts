import { LANES, type Lane } from "./lanes.ts";

export type TestArguments = { readonly lanes: readonly Lane[]; readonly filters: readonly string[]; readonly nightly: boolean };

/** These lanes serve or open pages, so the pages are built first (or found fresh). */
const NEED_PAGES: ReadonlySet<Lane> = new Set(["house", "e2e"]);

/**
 * `npm test -- [check|web|unit|house|e2e …] [--nightly] [FILTER or vitest option …]`.
 * A filter narrows the test lanes, so the checks are then left out unless they are named.
 */
export function readArguments(argv: readonly string[]): TestArguments {
  const words = argv.filter((word) => word !== "--nightly");
  const named = words.filter(isLane);
  const filters = words.filter((word) => !isLane(word));
  const usual = filters.length > 0 ? LANES.filter((lane) => lane !== "check") : LANES;
  const needed = named.some((lane) => NEED_PAGES.has(lane)) ? [...named, "web"] : named;
  const lanes = named.length > 0 ? LANES.filter((lane) => needed.includes(lane)) : usual;
  return { lanes, filters, nightly: argv.includes("--nightly") };
}

function isLane(word: string): word is Lane {
  return (LANES as readonly string[]).includes(word);
}
