import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

/** A folder for the demo town's data, lived through once by the first journey that wants it and copied for each. */
export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "gongzhi-demo-town-"));
  project.provide("demoFolder", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}

declare module "vitest" {
  // Interfaces merge; a type alias cannot add to what vitest declares.
  interface ProvidedContext {
    readonly demoFolder: string;
  }
}
