import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const CAPABILITIES = fileURLToPath(new URL("../capabilities", import.meta.url));
/** Code, default rules and procedures; what a page says or a test asks gives no tenant anything. */
const GIVES = /\.(?:ts|json|bpmn)$/;
const GIVES_NOTHING = /\.test\.ts$|(?:^|\/)(?:pages|messages)\//;

let known: string | undefined;

/** A digest of everything that says what a tenant begins with: two that are equal would furnish it alike. Read once a process. */
export function readEdition(): string {
  known ??= digestOf(CAPABILITIES);
  return known;
}

function digestOf(folder: string): string {
  const digest = createHash("sha256");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"));
  for (const name of files.filter((one) => GIVES.test(one) && !GIVES_NOTHING.test(one)).toSorted())
    digest.update(`${name}\n`).update(readFileSync(join(folder, name)));
  return digest.digest("hex");
}
