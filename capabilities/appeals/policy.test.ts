import fc from "fast-check";
import { expect, test } from "vitest";
import { isWithin } from "#platform/actor.ts";
import { AREAS, arbitraryActor, ORGANIZATIONS, PERSONS } from "#platform/testing/arbitrary-actor.ts";
import { areasReadWhole, DUTIES, mayReadAsStaff } from "./policy.ts";

const arbitraryAppeal = fc.record({
  division_path: fc.constantFrom(...AREAS),
  barred: fc.subarray([...ORGANIZATIONS, ...PERSONS]),
  lead_organization: fc.constantFrom(null, ...ORGANIZATIONS),
  co_organizations: fc.subarray([...ORGANIZATIONS]),
  mode: fc.constantFrom("named", "sealed", "anonymous"),
});

test("what lies in an area somebody reads whole is theirs to read, unless they are barred", () => {
  let read = 0;
  fc.assert(
    fc.property(arbitraryActor([...DUTIES]), arbitraryAppeal, (actor, appeal) => {
      const within = areasReadWhole(actor).some((area) => isWithin(appeal.division_path, area));
      const parties = new Set([actor.personId, ...actor.posts.map(({ organizationId }) => organizationId)]);
      const barred = appeal.barred.some((party) => parties.has(party));
      if (!within || barred) return;
      read += 1;
      expect(mayReadAsStaff.can(actor, appeal)).toBe(true);
    }),
    { numRuns: 5_000 },
  );
  expect(read).toBeGreaterThan(100);
});
