import type { HouseRule } from "./house-rule.ts";
import { readDependencies } from "./reading/capability-dependencies.ts";

/**
 * Who may never depend on whom. Petitioning never counts against anyone, so what gives, pays, counts or thanks knows nothing of
 * appeals, not even through others (TRUST §3.3). The party's work is joined to no appeal, ballot, benefit or point, nor these to
 * it (TRUST §3.8); a party meeting is still a meeting, so that way round may pass through what both stand on.
 */
const BENEFITS = [
  "allocation",
  "commendations",
  "economy",
  "farming",
  "labor",
  "land",
  "needs",
  "register",
  "rolls",
  "services",
  "volunteers",
];
const APART: readonly {
  readonly who: readonly string[];
  readonly from: string;
  readonly throughOthers?: boolean;
  readonly why: string;
}[] = [
  { who: BENEFITS, from: "appeals", throughOthers: true, why: "petitioning never counts against anyone (TRUST §3.3)" },
  {
    who: ["appeals", "ballots", ...BENEFITS],
    from: "party",
    why: "nobody's party work is known where they are served (TRUST §3.8)",
  },
  { who: ["party"], from: "appeals", why: "party data is joined to no appeal (TRUST §3.8)" },
  { who: ["party"], from: "ballots", why: "party data is joined to no ballot (TRUST §3.8)" },
  { who: ["party"], from: "economy", why: "party data is joined to no benefit (TRUST §3.8)" },
  { who: ["party"], from: "volunteers", why: "party data is joined to no points (TRUST §3.8)" },
];

export const keptApart: HouseRule = {
  name: "kept-apart",
  says: "Capabilities the guardrails keep apart do not depend on each other, directly or through others (TRUST §3).",
  reads: (path) => /^capabilities\/[^/]+\/index\.ts$/.test(path),
  due: (paths) => paths.some((path) => path.startsWith("capabilities/")),
  find(_files, all) {
    const dependsOn = readDependencies(all);
    return APART.flatMap(({ who, from, throughOthers, why }) =>
      who.flatMap((name) => {
        const way = wayBetween(name, from, dependsOn);
        return way === undefined || (way.length > 1 && throughOthers !== true)
          ? []
          : [{ path: `capabilities/${name}/index.ts`, message: `depends on ${way.join(" → ")}: ${why}` }];
      }),
    );
  },
};

/** The shortest way of dependencies from one capability to another, breadth first. */
function wayBetween(
  from: string,
  to: string,
  dependsOn: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] | undefined {
  const ways: (readonly string[])[] = [[from]];
  const seen = new Set([from]);
  for (const way of ways) {
    for (const next of dependsOn.get(way.at(-1) ?? "") ?? []) {
      if (next === to) return [...way.slice(1), next];
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}
