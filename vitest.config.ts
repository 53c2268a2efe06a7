import { defineConfig } from "vitest/config";

/** Two lanes: `unit` needs nothing but Node; `house` needs a database and is fed one by its global set-up. */
export default defineConfig({
  test: {
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
          testTimeout: 120_000,
        },
      },
    ],
  },
});
