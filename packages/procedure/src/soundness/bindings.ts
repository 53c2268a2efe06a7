import type { Net } from "../net/net.ts";
import type { Violation } from "./violation.ts";

/** What the host knows: its actions, and who holds which post. */
export type Bindings = {
  readonly actionExists: (action: string) => boolean;
  /** Whether any post of that kind (any post at all, where the task names none) may do the action. */
  readonly someoneMay: (action: string, post: string | undefined) => boolean;
};

/** Every user task needs an action that exists and a post that may do it. */
export function checkBindings(net: Net, bindings: Bindings): readonly Violation[] {
  return net.elements.flatMap((element): readonly Violation[] => {
    if (element.kind !== "work" || element.work === "service") return [];
    const about = { element: element.id, ...(element.name === undefined ? undefined : { name: element.name }), path: [] };
    const name = element.name ?? element.id;
    if (!bindings.actionExists(element.action)) {
      return [
        { kind: "unknown-action", ...about, message: `“${name}” names the action ${element.action}, which does not exist.` },
      ];
    }
    if (bindings.someoneMay(element.action, element.post)) return [];
    const who = element.post === undefined ? "no post" : `no post “${element.post}”`;
    return [{ kind: "nobody-may", ...about, message: `Nobody may do “${name}”: ${who} has the right to ${element.action}.` }];
  });
}
