import { createHash, timingSafeEqual } from "node:crypto";
import type { ActionContext } from "#platform/capability.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import { hasTenant } from "../store/deployment.ts";

/** Somebody types the key from a screen; nobody needs more. */
export const KEY_LIMIT = { by: "address", points: 120, seconds: 600 } as const;

/** The key printed at this start, and a house without a tenant: only then may anything here be seen or done. */
export async function refuseSetUp(context: ActionContext, key: string): Promise<Refusal | undefined> {
  const printed = context.house.setUpKey;
  if (printed === undefined) return refuse("gone", "setup-done");
  if (!timingSafeEqual(digest(key), digest(printed))) return refuse("forbidden", "setup-key-wrong");
  return (await hasTenant(context.tx)) ? refuse("gone", "setup-done") : undefined;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
