import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { visitor } from "../actor.ts";
import { memoryLimits } from "../registry/limits.ts";
import type { Caller } from "../registry/invoke.ts";
import { makeTakeUpload } from "./files.ts";

/** The door without what lies behind it: a purpose nobody declared is refused there, and counts all the same. */
function makeDoor(clock: () => number) {
  const never = () => {
    throw new Error("nothing gets this far");
  };
  const door = { store: never, inspector: never } as unknown as Parameters<typeof makeTakeUpload>[0]["door"];
  const invoker = { registry: { files: new Map() } } as unknown as Parameters<typeof makeTakeUpload>[0]["invoker"];
  return makeTakeUpload({ invoker, door, newId: never, transact: never, withinLimit: memoryLimits(clock) });
}

const tenant = { id: "t", slug: "t", name: "t", nameEn: "t", rootPath: "cn" };
const callerOf = (accountId: string | undefined, address = "198.51.100.7"): Caller => ({
  tenant,
  address,
  actor: { ...visitor("t"), ...(accountId === undefined ? {} : { kind: "person", accountId }) },
});

test("an account, or whoever is behind an address, uploads so much an hour and no more", async () => {
  let now = 0;
  const take = makeDoor(() => now);
  const upload = async (caller: Caller) => {
    const answer = await take(caller, Readable.from(["x"]), { name: "x.png", declaredType: "image/png", purpose: "none" });
    return "code" in answer ? answer.code : "taken";
  };
  for (let n = 0; n < 300; n += 1) expect(await upload(callerOf("one"))).not.toBe("too-many-requests");
  expect(await upload(callerOf("one"))).toBe("too-many-requests");
  expect(await upload(callerOf("one", "198.51.100.8"))).toBe("too-many-requests");
  // Its neighbours behind the same address go on: 500 residents may each send the nine photos of an appeal.
  expect(await upload(callerOf("two"))).not.toBe("too-many-requests");
  for (let n = 0; n < 500 * 9; n += 1) expect(await upload(callerOf(undefined))).not.toBe("too-many-requests");
  for (let n = 500 * 9; n < 6_000; n += 1) await upload(callerOf(undefined));
  expect(await upload(callerOf(undefined))).toBe("too-many-requests");
  now += 3_600_001;
  expect(await upload(callerOf("one"))).not.toBe("too-many-requests");
});
