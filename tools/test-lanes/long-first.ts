import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take minutes. The calls of the fuzz are not among them: beside the rights they would have both cores, and those that wait come after. */
const LONG = [
  "apps/server/testing/rights/rights.test.ts",
  "e2e/every-page.test.ts",
  "e2e/kills/kills.test.ts",
  "e2e/appeals.test.ts",
  "e2e/backup.test.ts",
  "platform/postgres/kills.test.ts",
];

/** Begins the longest files first: begun last, the other workers would wait for them. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rest = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONG.findIndex((path) => moduleId.endsWith(`/${path}`));
      return place === -1 ? LONG.length : place;
    };
    return rest.toSorted((one, other) => rank(one) - rank(other));
  }
}
