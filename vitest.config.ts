import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongFirst } from "./tools/test-lanes/long-first.ts";
import { TallyReporter } from "./tools/test-lanes/tally-reporter.ts";

const tallyFile = process.env["GONGZHI_TALLY_FILE"];

/** Files side by side. Vitest's own choice leaves a core free, which is half of the CI's machine; many tests wait for processes they started. */
const WORKERS = Math.max(3, availableParallelism() - 1);
/** A test that waits longer than this hangs: long lanes take their time in many tests, not in one. */
const TEST_TIMEOUT_MS = 120_000;
/** The first file of a run makes the demo town that the others copy, and they wait for it: minutes where eight runs share two cores. */
const HOOK_TIMEOUT_MS = 600_000;

/** Journeys that are walked by night: `npm run test:nightly -- e2e/nightly`. */
const BY_NIGHT = process.env["GONGZHI_NIGHTLY"] === "1" ? [] : ["e2e/nightly/**"];

/** Files that put something else in a module's place: they share no modules with the others, which would find it there. */
const MOCKING = ["apps/server/testing/rights/rights.test.ts"];

/**
 * Three lanes (`npm test -- unit|house|e2e`): `unit` needs nothing but Node; `house` is given one throwaway PostgreSQL by its
 * set-up; `e2e` drives a real browser against a really started server. Files of a
 * worker share the modules they load, since loading the house for each of a hundred files is a sixth of the lane's work.
 */
export default defineConfig({
  test: {
    maxWorkers: WORKERS,
    sequence: { sequencer: LongFirst },
    reporters: tallyFile === undefined ? ["default"] : ["default", new TallyReporter(tallyFile)],
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "packages/*/src/**/*.test.ts",
            "tools/**/*.test.ts",
            "capabilities/*/domain/**/*.test.ts",
            "ui-kit/**/*.test.{ts,tsx}",
          ],
          isolate: false,
          testTimeout: TEST_TIMEOUT_MS,
        },
      },
      {
        test: {
          name: "house",
          include: ["platform/**/*.test.ts", "capabilities/**/*.test.{ts,tsx}", "apps/**/*.test.{ts,tsx}"],
          exclude: ["**/node_modules/**", "**/build/**", "capabilities/*/domain/**", ...MOCKING],
          isolate: false,
          globalSetup: ["tools/test-lanes/house-database.ts"],
          testTimeout: TEST_TIMEOUT_MS,
          hookTimeout: HOOK_TIMEOUT_MS,
        },
      },
      {
        test: {
          name: "house-mocking",
          include: MOCKING,
          globalSetup: ["tools/test-lanes/house-database.ts"],
          testTimeout: TEST_TIMEOUT_MS,
          hookTimeout: HOOK_TIMEOUT_MS,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["e2e/**/*.test.ts"],
          exclude: ["**/node_modules/**", ...BY_NIGHT],
          globalSetup: ["tools/test-lanes/demo-folder.ts"],
          testTimeout: TEST_TIMEOUT_MS,
          hookTimeout: HOOK_TIMEOUT_MS,
        },
      },
    ],
  },
});
