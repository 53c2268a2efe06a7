import type * as ActorModule from "#platform/actor.ts";
import type * as PolicyModule from "#platform/policy.ts";
import type { Policy } from "#platform/policy.ts";

/** While `on` is false every policy lets everybody do and see everything: what then still holds is held by the database alone. */
export const applicationCheck = { on: true };

/** Stands in for `platform/policy.ts` (`vi.mock`): the same terms, which the switch turns into yes. */
export function switchablePolicies(original: typeof PolicyModule): typeof PolicyModule {
  const everywhere = original.everyone;
  const switchable = (policy: Policy): Policy => ({
    ...policy,
    can: (actor, row) => !applicationCheck.on || policy.can(actor, row),
    where: (actor, alias) => (applicationCheck.on ? policy.where(actor, alias) : everywhere.where(actor, alias)),
  });
  const term =
    <Given extends readonly never[]>(make: (...given: Given) => Policy) =>
    (...given: Given) =>
      switchable(make(...given));
  return Object.fromEntries(
    Object.entries(original).map(([name, one]) => [
      name,
      typeof one === "function" ? term(one as (...given: readonly never[]) => Policy) : switchable(one),
    ]),
  ) as typeof PolicyModule;
}

/** The same for `platform/actor.ts`: what an action asks of its actor besides its policy. */
export function switchableActors(original: typeof ActorModule): typeof ActorModule {
  return {
    ...original,
    hasDuty: (actor, duty) => !applicationCheck.on || original.hasDuty(actor, duty),
    postFor: (actor, duty, path) => original.postFor(actor, duty, path) ?? (applicationCheck.on ? undefined : actor.posts[0]),
  };
}
