import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { TestProject } from "vitest/node";
import { ROOT } from "../run-command.ts";

const THROWAWAY = join(ROOT, "platform", "postgres", "throwaway.ts");

/** What `platform/postgres/throwaway.ts` starts: an empty cluster in a temporary folder, gone after `stop`. */
type Throwaway = { readonly connection: unknown; readonly stop: () => Promise<void> };

/**
 * One PostgreSQL for all test files of the lane: they make databases of their own in it.
 * Tests read its connection by `inject("postgres")`.
 */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!existsSync(THROWAWAY)) return undefined;
  const { startThrowawayPostgres } = (await import(pathToFileURL(THROWAWAY).href)) as {
    readonly startThrowawayPostgres: () => Promise<Throwaway>;
  };
  const postgres = await startThrowawayPostgres();
  project.provide("postgres", postgres.connection);
  return postgres.stop;
}

declare module "vitest" {
  // Interfaces merge; a type alias cannot add to what vitest declares.
  interface ProvidedContext {
    readonly postgres: unknown;
  }
}
