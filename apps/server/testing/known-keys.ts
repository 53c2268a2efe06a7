import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeKeyFile } from "#platform/crypto/key-files.ts";
import { openKeys, type Keys } from "#platform/crypto/keys.ts";

const PURPOSES = ["fields", "index", "tokens", "sealed", "log"] as const;

/** The same keys in every test process: what one encrypted in the template, the others read in their copies. */
export async function openKnownKeys(): Promise<Keys> {
  const folder = mkdtempSync(join(tmpdir(), "gongzhi-known-keys-"));
  try {
    for (const purpose of PURPOSES) {
      const bytes = createHash("sha256").update(`a key of tests, of no worth: ${purpose}`).digest();
      await writeKeyFile(folder, { purpose, id: 1, bytes });
    }
    return await openKeys(folder, { mayMake: false });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
