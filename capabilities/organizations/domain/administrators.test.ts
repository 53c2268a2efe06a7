import fc from "fast-check";
import { expect, test } from "vitest";
import { administratorOf, findClash, keepApart } from "./administrators.ts";

const THREE = ["setup.steward", "accounts.security", "accounts.audit"];
const DAILY = ["appeals.handle", "register.desk", "rolls.keep"];

test("each of the three is told from the others and from daily work", () => {
  expect(THREE.map(administratorOf)).toEqual(["system", "security", "audit"]);
  expect(administratorOf("cases.enact")).toBe("system");
  expect(DAILY.map(administratorOf)).toEqual([undefined, undefined, undefined]);
});

test("whatever the posts, nobody acts as two of the three, and daily work is never taken", () => {
  const post = fc.record({ duties: fc.subarray([...THREE, "rules.steward", ...DAILY]) });
  fc.assert(
    fc.property(fc.array(post, { maxLength: 4 }), (posts) => {
      const held = new Set(posts.flatMap(({ duties }) => duties.map(administratorOf)).filter(Boolean));
      const kept = keepApart(posts).map(({ duties }) => duties);
      expect(findClash(kept.flat())).toBeUndefined();
      expect(kept.map((duties) => duties.filter((duty) => DAILY.includes(duty)))).toEqual(
        posts.map(({ duties }) => duties.filter((duty) => DAILY.includes(duty))),
      );
      if (held.size < 2) expect(kept).toEqual(posts.map(({ duties }) => duties));
      else expect(kept.flat().some((duty) => administratorOf(duty) !== undefined)).toBe(false);
    }),
  );
});
