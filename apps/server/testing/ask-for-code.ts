import { createHash } from "node:crypto";
import { beginCode } from "#capabilities/accounts/contract/proof-of-work.ts";
import { requestCode } from "#capabilities/accounts/contract/request-code.ts";
import type { TestClient } from "./test-client.ts";

/** Fetches a puzzle of `accounts/begin-code` and solves it, as a program or the sign-in page would. */
export async function doWork(client: TestClient): Promise<{ readonly work: string; readonly nonce: string }> {
  const { work, puzzle, bits } = await client.call(beginCode, {});
  for (let number = 0; ; number += 1) {
    const hash = createHash("sha256").update(`${puzzle}.${number}`).digest();
    if (Math.clz32(hash.readUInt32BE(0)) >= bits) return { work, nonce: String(number) };
  }
}

/** Asks for a code as whoever signs in does. @throws where it is refused */
export async function askForCode(client: TestClient, phone: string): Promise<void> {
  await client.call(requestCode, { phone, ...(await doWork(client)) });
}
