import { afterEach, expect, test, vi } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { visitor } from "#platform/actor.ts";
import { counts, type Count } from "./remembered.ts";

const TENANT = "0198a000-0000-7000-8000-000000000001";
const POST = { postId: "p", organizationId: "o", duties: ["appeals.dispatch"], areas: ["qinghe"] };

afterEach(() => vi.useRealTimers());

function asking(actor: Actor) {
  const taken: number[] = [];
  const take = async (asked: unknown, count: number): Promise<Count> =>
    await counts.get({ actor }, asked, async () => {
      taken.push(count);
      return { count: Math.min(count, 10_000), countIsCapped: count > 10_000 };
    });
  return { taken, take };
}

test("a short list is counted each time", async () => {
  const { take, taken } = asking(visitor(TENANT));
  await take("short", 998);
  expect((await take("short", 999)).count).toBe(999);
  expect(taken).toEqual([998, 999]);
});

test("a long list is counted once in ten seconds, for just this reader and just this question", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const here = asking(visitor(TENANT));
  await here.take("long", 12_000);
  expect(await here.take("long", 12_001)).toEqual({ count: 10_000, countIsCapped: true });
  expect(counts.peek({ actor: visitor(TENANT) }, "long")?.countIsCapped).toBe(true);
  expect((await here.take("other question", 2_000)).count).toBe(2_000);
  expect((await asking(visitor(TENANT, "receipt")).take("long", 3_000)).count).toBe(3_000);
  expect((await asking({ ...visitor(TENANT), posts: [POST] }).take("long", 4_000)).count).toBe(4_000);
  expect((await asking(visitor(TENANT.replace(/1$/, "2"))).take("long", 5_000)).count).toBe(5_000);
  vi.advanceTimersByTime(10_001);
  expect(counts.peek({ actor: visitor(TENANT) }, "long")).toBeUndefined();
  expect((await here.take("long", 6_000)).count).toBe(6_000);
  expect(here.taken).toEqual([12_000, 2_000, 6_000]);
});

test("while it is counted again the others are told the last one; a list that grew short is forgotten", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const actor = visitor(TENANT);
  await asking(actor).take("again", 7_000);
  vi.advanceTimersByTime(10_001);
  let end: (count: Count) => void = () => {};
  const first = counts.get({ actor }, "again", async () => await new Promise<Count>((resolve) => (end = resolve)));
  expect((await asking(actor).take("again", 1)).count).toBe(7_000);
  end({ count: 5, countIsCapped: false });
  expect((await first).count).toBe(5);
  expect((await asking(actor).take("again", 6)).count).toBe(6);
});
