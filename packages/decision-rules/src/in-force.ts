import type { LegalDay } from "@gongzhi/working-days";
import { DecisionRefusal } from "./refusal.ts";
import type { RuleVersion } from "./rule.ts";

/** Anything that holds from a first to a last day, both included. */
export type InForce = Pick<RuleVersion, "id" | "version" | "from" | "to">;

/** A text before every day: a rule whose first day is not known holds from the beginning. */
const ALWAYS: LegalDay = "";

export function holdsOn(version: InForce, day: LegalDay): boolean {
  return (version.from ?? ALWAYS) <= day && (version.to === null || day <= version.to);
}

function overlap(a: InForce, b: InForce): LegalDay | null {
  const [first, other] = (a.from ?? ALWAYS) > (b.from ?? ALWAYS) ? [a, b] : [b, a];
  const day = first.from ?? ALWAYS;
  return holdsOn(other, day) ? day : null;
}

/**
 * Refuses versions of one rule of which two are in force on one day, naming the first such day.
 * @throws DecisionRefusal `two-versions-in-force`.
 */
export function refuseTwoInForce(versions: readonly InForce[]): void {
  versions.forEach((version, index) => {
    for (const other of versions.slice(index + 1)) {
      const day = other.id === version.id ? overlap(version, other) : null;
      if (day === null) continue;
      const what = `versions ${version.version} and ${other.version} of ${version.id} are both in force on ${day === ALWAYS ? "every day" : day}`;
      throw new DecisionRefusal("two-versions-in-force", "from", what);
    }
  });
}

/**
 * The one version of a rule in force on a day. Without a day: the one that lasts, which is the version with no last day.
 * @throws DecisionRefusal `two-versions-in-force`, `no-version-in-force`.
 */
export function versionInForce<Version extends InForce>(versions: readonly Version[], day: LegalDay | null): Version {
  refuseTwoInForce(versions);
  const found = versions.find((version) => (day === null ? version.to === null : holdsOn(version, day)));
  if (found !== undefined) return found;
  const which = versions.map((version) => `${version.version} ${version.from ?? "…"}–${version.to ?? "…"}`).join(", ");
  throw new DecisionRefusal("no-version-in-force", "meetingDay", `no version holds on ${day ?? "a day not given"} (${which})`);
}
