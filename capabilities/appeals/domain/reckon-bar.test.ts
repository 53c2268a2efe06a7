import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isKeptFrom, reckonBar, type Chart, type Complained } from "./reckon-bar.ts";

const CHARTS = 5_000;

/** Charts of up to 9 bodies, rings among them, and up to 12 posts of up to 7 persons; up to 2 bodies and 2 posts complained of. */
const arbitraryChart: fc.Arbitrary<{ readonly chart: Chart; readonly complained: Complained }> = fc
  .record({
    parents: fc.array(fc.option(fc.nat(8), { nil: null }), { minLength: 1, maxLength: 9 }),
    posts: fc.array(fc.record({ person: fc.nat(6), unit: fc.nat(8) }), { maxLength: 12 }),
    units: fc.array(fc.nat(8), { maxLength: 2 }),
    of: fc.array(fc.nat(11), { maxLength: 2 }),
  })
  .map(({ parents, posts, units, of }) => {
    const unit = (n: number) => `u${n % parents.length}`;
    return {
      chart: {
        units: parents.map((parent, n) => ({ id: `u${n}`, parentId: parent === null ? null : unit(parent) })),
        posts: posts.map((post, n) => ({ id: `q${n}`, personId: `p${post.person}`, organizationId: unit(post.unit) })),
      },
      complained: { units: units.map(unit), posts: of.map((n) => `q${n}`) },
    };
  });

/** Plain and slow: from each person's own side, by walking down from every body until nothing changes. Shares no code. */
function seesByHand({ units, posts }: Chart, complained: Complained, person: string): boolean {
  const isNamed = (one: string) => posts.some((post) => complained.posts.includes(post.id) && post.personId === one);
  if (isNamed(person)) return false;
  const tainted: Record<string, boolean> = {};
  for (const { id } of units) {
    tainted[id] = complained.units.includes(id) || posts.some((post) => post.organizationId === id && isNamed(post.personId));
  }
  for (let round = 0; round < units.length; round += 1)
    for (const { id, parentId } of units) if (tainted[id] === true && parentId !== null) tainted[parentId] = true;
  return posts.filter((post) => post.personId === person).every((post) => tainted[post.organizationId] !== true);
}

/** May it be sent to this body: no body complained of is below it, is it, or is above it? */
function isOpenByHand({ units, posts }: Chart, complained: Complained, target: string): boolean {
  const named = new Set(posts.filter((post) => complained.posts.includes(post.id)).map((post) => post.personId));
  const own = [...complained.units, ...posts.filter((post) => named.has(post.personId)).map((post) => post.organizationId)];
  const reaches = (from: string, to: string) => {
    let at: string | null | undefined = from;
    for (let steps = 0; steps <= units.length && typeof at === "string"; steps += 1) {
      if (at === to) return true;
      const here: string = at;
      at = units.find(({ id }) => id === here)?.parentId;
    }
    return false;
  };
  return own.every((one) => !reaches(one, target) && !reaches(target, one));
}

describe("the routing bar", () => {
  test(`agrees with a plain second reckoning on ${CHARTS} random organization charts, for every person and body`, () => {
    let [kept, open] = [0, 0];
    fc.assert(
      fc.property(arbitraryChart, ({ chart, complained }) => {
        const { barred, notSentTo } = reckonBar(chart, complained);
        for (let n = 0; n <= 6; n += 1) {
          const personId = `p${n}`;
          const organizations = chart.posts.filter((post) => post.personId === personId).map((post) => post.organizationId);
          const keptFrom = isKeptFrom(barred, { personId, organizations });
          if (keptFrom) kept += 1;
          expect(keptFrom).toBe(!seesByHand(chart, complained, personId));
        }
        for (const { id } of chart.units) {
          const sent = !notSentTo.includes(id);
          if (sent) open += 1;
          expect(sent).toBe(isOpenByHand(chart, complained, id));
        }
      }),
      { numRuns: CHARTS },
    );
    // Neither answer is the only one: a bar that kept everybody or nobody away would not pass.
    expect(kept).toBeGreaterThan(CHARTS / 10);
    expect(open).toBeGreaterThan(CHARTS / 10);
  });

  test("an office's complaint passes its siblings by and stops its superiors, to the top", () => {
    const chart = {
      units: [
        { id: "county", parentId: null },
        { id: "town", parentId: "county" },
        { id: "works", parentId: "town" },
        { id: "roads", parentId: "works" },
        { id: "hotline", parentId: "town" },
      ],
      posts: [
        { id: "q1", personId: "worker", organizationId: "works" },
        { id: "q2", personId: "mayor", organizationId: "town" },
        { id: "q3", personId: "worker", organizationId: "hotline" },
      ],
    };
    expect(reckonBar(chart, { units: ["works"], posts: [] })).toEqual({
      barred: ["county", "town", "works"],
      notSentTo: ["county", "roads", "town", "works"],
    });
    // A person who serves in two bodies takes both along.
    expect(reckonBar(chart, { units: [], posts: ["q1"] }).barred).toEqual(["county", "hotline", "town", "worker", "works"]);
    expect(reckonBar(chart, { units: [], posts: [] })).toEqual({ barred: [], notSentTo: [] });
  });
});
