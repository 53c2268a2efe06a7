import { createRequire } from "node:module";

/** This version of the house, as its package names it. */
export function houseVersion(): string {
  const { version } = createRequire(import.meta.url)("../../package.json") as { readonly version: string };
  return version;
}
