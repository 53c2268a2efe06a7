import type { Net } from "../net/net.ts";
import { elementOf } from "./build-region.ts";
import type { Finding } from "./explore.ts";
import type { Place, Region } from "./region.ts";

/**
 * Why a procedure is not sound. `deadlock` and `livelock` break the option to complete, `improper-completion` proper
 * completion; `dead-end` is a step after which nothing follows though it is no end; `unknown-action` and `nobody-may` are user tasks that nobody can ever do.
 */
export type ViolationKind =
  | "deadlock"
  | "livelock"
  | "improper-completion"
  | "dead-step"
  | "dead-end"
  | "unknown-action"
  | "nobody-may";

export type Violation = {
  readonly kind: ViolationKind;
  /** Id of the element at which it shows. */
  readonly element: string;
  readonly name?: string;
  /** Ids of the elements passed on a shortest way there from the start. Empty where no run is needed to see it. */
  readonly path: readonly string[];
  /** The case was begun by reopening it at this element. */
  readonly reopenedAt?: string;
  readonly message: string;
};

/** A finding of an exploration in words. `prefix`: the way to the region from the start of the process. */
export function violationOf(
  net: Net,
  region: Region,
  finding: Finding,
  prefix: readonly string[],
  reopenedAt?: string,
): Violation {
  const places = finding.places.flatMap((index) => region.places[index] ?? []);
  // Where several tokens are stuck, a join that waits for another branch tells more than whatever waits beside it.
  const place = places.find((candidate) => candidate.kind === "flow") ?? places[0];
  const element = elementOf(net, place?.element ?? region.scope);
  const path = [...prefix, ...pathIds(net, region, finding.path)];
  return {
    kind: finding.kind,
    element: element.id,
    ...(element.name === undefined ? undefined : { name: element.name }),
    path,
    ...(reopenedAt === undefined ? undefined : { reopenedAt }),
    message: messageOf(finding.kind, place, element.name ?? element.id),
  };
}

export function deadStep(net: Net, index: number): Violation {
  const element = elementOf(net, index);
  const named = element.name === undefined ? undefined : { name: element.name };
  const message = `“${element.name ?? element.id}” can never be completed in any case.`;
  return { kind: "dead-step", element: element.id, ...named, path: [], message };
}

/** Elements passed by the moves of a path. */
export function pathIds(net: Net, region: Region, moves: readonly number[]): readonly string[] {
  return moves.flatMap((move) => region.moves[move]?.fires ?? []).map((element) => elementOf(net, element).id);
}

function messageOf(kind: Finding["kind"], place: Place | undefined, name: string): string {
  switch (kind) {
    case "deadlock":
      return place?.kind === "flow"
        ? `The case can get stuck at “${name}”, which waits for a branch that no longer comes.`
        : `The case can get stuck at “${name}”, which can never be completed.`;
    case "livelock":
      return `From “${name}” on the case can go round for ever: no end can be reached any more.`;
    case "improper-completion":
      return place?.kind === "end"
        ? `“${name}” can be reached twice in one case: branches that run side by side are not brought together.`
        : `“${name}” can be running twice at once: branches that run side by side are not brought together.`;
  }
}
