import { LANES, type Lane } from "./lanes.ts";

export type TestArguments = { readonly lanes: readonly Lane[]; readonly filters: readonly string[]; readonly nightly: boolean };

/**
 * `npm test -- [check|web|unit|house|e2e …] [--nightly] [FILTER or vitest option …]`.
 * A filter narrows the test lanes, so the checks and the build of the pages are then left out unless they are named.
 */
export function readArguments(argv: readonly string[]): TestArguments {
  const words = argv.filter((word) => word !== "--nightly");
  const named = words.filter(isLane);
  const filters = words.filter((word) => !isLane(word));
  const usual = filters.length > 0 ? LANES.filter((lane) => lane !== "check" && lane !== "web") : LANES;
  const lanes = named.length > 0 ? LANES.filter((lane) => named.includes(lane)) : usual;
  return { lanes, filters, nightly: argv.includes("--nightly") };
}

function isLane(word: string): word is Lane {
  return (LANES as readonly string[]).includes(word);
}
