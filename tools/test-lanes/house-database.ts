import type { TestProject } from "vitest/node";
import { startThrowawayPostgres, type ThrowawayPostgres } from "../../platform/postgres/throwaway.ts";

/**
 * One PostgreSQL for all test files of the lane. `inject("postgres")` gives its connection; each file makes a database of its own
 * there. It need not survive a power cut, so it does not wait for the disk.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startThrowawayPostgres({ durable: false });
  project.provide("postgres", postgres.connection);
  return () => postgres.stop();
}

declare module "vitest" {
  // Interfaces merge; a type alias cannot add to what vitest declares.
  interface ProvidedContext {
    readonly postgres: ThrowawayPostgres["connection"];
  }
}
