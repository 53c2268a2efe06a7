import { expect, it } from "vitest";
import { keptApart } from "./kept-apart.ts";
import { found, judgePlanted } from "./planted.ts";

function house(dependsOn: Readonly<Record<string, readonly string[]>>) {
  return Object.fromEntries(
    Object.entries(dependsOn).map(([name, named]) => [
      `capabilities/${name}/index.ts`,
      `export const x = { dependsOn: ${JSON.stringify(named)} };`,
    ]),
  );
}

it("lets a house stand that keeps them apart", () => {
  const sound = house({
    register: [],
    appeals: ["cases", "register"],
    cases: [],
    economy: ["register", "meetings"],
    meetings: [],
    party: ["meetings"],
    ballots: [],
  });
  expect(judgePlanted(keptApart, sound)).toMatchObject({ state: "passed", scanned: 7 });
});

it.each([
  ["economy", "appeals"],
  ["volunteers", "appeals"],
  ["register", "appeals"],
  ["rolls", "appeals"],
  ["rolls", "party"],
  ["needs", "appeals"],
  ["appeals", "party"],
  ["ballots", "party"],
  ["economy", "party"],
  ["party", "appeals"],
  ["party", "ballots"],
  ["party", "volunteers"],
])("stops %s from depending on %s", (who, from) => {
  expect(found(keptApart, house({ [who]: [from], [from]: [] }))).toHaveLength(1);
});

it("sees it through others", () => {
  expect(found(keptApart, house({ economy: ["insight"], insight: ["cases", "appeals"], cases: [], appeals: [] }))).toEqual([
    "capabilities/economy/index.ts:0 depends on insight → appeals: petitioning never counts against anyone (TRUST §3.3)",
  ]);
});

it("lets the party and ballots stand on the same meetings", () => {
  expect(found(keptApart, house({ party: ["meetings"], meetings: ["ballots"], ballots: [] }))).toEqual([]);
});
