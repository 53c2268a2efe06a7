import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { TallyReporter } from "./tools/test-lanes/tally-reporter.ts";

const tallyFile = process.env["GONGZHI_TALLY_FILE"];

/** Files side by side. Vitest's own choice leaves a core free, and on the two cores of the CI that is half the machine. */
const WORKERS = Math.max(2, availableParallelism() - 1);
/** A test that waits longer than this hangs: long lanes take their time in many tests, not in one. */
const TEST_TIMEOUT_MS = 120_000;
/** The first file of a run makes the demo town that the others copy, and they wait for it: minutes where eight runs share two cores. */
const HOOK_TIMEOUT_MS = 600_000;

/**
 * Three lanes (`npm test -- unit|house|e2e`): `unit` needs nothing but Node; `house` is given one throwaway PostgreSQL by its
 * set-up; `e2e` drives a real browser against a really started server.
 */
export default defineConfig({
  test: {
    maxWorkers: WORKERS,
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
          testTimeout: TEST_TIMEOUT_MS,
        },
      },
      {
        test: {
          name: "house",
          include: ["platform/**/*.test.ts", "capabilities/**/*.test.{ts,tsx}", "apps/**/*.test.{ts,tsx}"],
          exclude: ["**/node_modules/**", "**/build/**", "capabilities/*/domain/**"],
          globalSetup: ["tools/test-lanes/house-database.ts"],
          testTimeout: TEST_TIMEOUT_MS,
          hookTimeout: HOOK_TIMEOUT_MS,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["e2e/**/*.test.ts"],
          globalSetup: ["tools/test-lanes/demo-folder.ts"],
          testTimeout: TEST_TIMEOUT_MS,
          hookTimeout: HOOK_TIMEOUT_MS,
        },
      },
    ],
  },
});
