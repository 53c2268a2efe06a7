import type { Bindings } from "@gongzhi/procedure";
import type { Offered } from "#platform/capability.ts";
import { readPost } from "../domain/plan-changes.ts";

/** A task of the resident who raised the matter: done by right of being that person, not by a post. */
export const OWNER = "owner";

/**
 * What a procedure's user tasks are checked against before it is enacted: the action exists, and the duty the task names is one a
 * post may carry and the action asks for. `held`: duties that posts in force carry here; left out, any duty there is will do.
 */
export function taskBindings({ entries, duties }: Pick<Offered, "entries" | "duties">, held?: ReadonlySet<string>): Bindings {
  return {
    actionExists: (action) => entries.get(action)?.signature.kind === "action",
    someoneMay: (action, post) => {
      const { duty } = readPost(post);
      if (duty === OWNER) return true;
      const asked = entries.get(action)?.binding.duty;
      return duties.has(duty) && (held === undefined || held.has(duty)) && (asked === undefined || asked === duty);
    },
  };
}
