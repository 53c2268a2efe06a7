import { createHmac } from "node:crypto";
import type { KeyRing } from "./keys.ts";

/**
 * Under what the rows of the sealed store that are about one person are found: 64 hex signs, which without the key say nothing of who it
 * is. Made with the oldest key, so that a newer one loses nobody's rows.
 */
export function sealedOwner(ring: KeyRing, tenantId: string, personId: string): string {
  const oldest = ring.all.at(-1) ?? ring.current;
  return createHmac("sha256", oldest.key)
    .update(JSON.stringify(["owner", tenantId, personId]))
    .digest("hex");
}
