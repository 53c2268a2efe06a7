import type { Bound, Capability, FilePurpose, Job, Publication, Reaction, Sweep } from "../capability.ts";
import type { Signature } from "../contract.ts";
import { makeValidator, type Validator } from "./validate.ts";

/** A bound signature ready to be called. */
export type Entry = Bound & { readonly validator: Validator; readonly capability: string };

/** Everything the house can do, by name. Built once at start from the capabilities' doors; refuses what is incomplete. */
export type Registry = {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly reactions: ReadonlyMap<string, readonly { readonly capability: string; readonly react: Reaction }[]>;
  readonly jobs: ReadonlyMap<string, Job>;
  readonly files: ReadonlyMap<string, FilePurpose>;
  readonly sweeps: readonly Sweep[];
  readonly publications: ReadonlyMap<string, Publication>;
  readonly duties: ReadonlySet<string>;
  readonly contributed: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
  readonly capabilities: readonly Capability[];
};

export function buildRegistry(capabilities: readonly Capability[]): Registry {
  const names = new Set(capabilities.map((capability) => capability.name));
  for (const capability of capabilities) {
    for (const needed of capability.dependsOn) {
      if (!names.has(needed)) throw new Error(`${capability.name} depends on ${needed}, which is not here`);
    }
  }
  return {
    capabilities,
    entries: collect(capabilities, (capability) =>
      [...(capability.actions ?? []), ...(capability.queries ?? [])].map((bound) => [
        bound.signature.name,
        toEntry(capability, bound),
      ]),
    ),
    reactions: gatherReactions(capabilities),
    jobs: collect(capabilities, (capability) => prefixed(capability, capability.jobs ?? {})),
    files: collect(capabilities, (capability) => prefixed(capability, capability.files ?? {})),
    sweeps: capabilities.flatMap((capability) => capability.sweeps ?? []),
    publications: collect(capabilities, (capability) => Object.entries(capability.publishes ?? {})),
    duties: new Set(capabilities.flatMap((capability) => capability.duties ?? [])),
    contributed: gatherContributions(capabilities),
  };
}

function toEntry(capability: Capability, bound: Bound): Entry {
  const { name } = bound.signature;
  if (!name.startsWith(`${capability.name}/`))
    throw new Error(`${name} is declared by ${capability.name}: its name must begin with ${capability.name}/`);
  if (bound.binding.policy === undefined) throw new Error(`${name} has no policy: it does not start`);
  return { ...bound, capability: capability.name, validator: makeValidator(bound.signature.input) };
}

function collect<T>(
  capabilities: readonly Capability[],
  of: (capability: Capability) => readonly (readonly [string, T])[],
): ReadonlyMap<string, T> {
  const all = new Map<string, T>();
  for (const [name, value] of capabilities.flatMap(of)) {
    if (all.has(name)) throw new Error(`${name} is declared twice`);
    all.set(name, value);
  }
  return all;
}

function prefixed<T>(capability: Capability, entries: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(entries).map(([name, value]) => [`${capability.name}/${name}`, value] as const);
}

function gatherReactions(capabilities: readonly Capability[]) {
  const reactions = new Map<string, { readonly capability: string; readonly react: Reaction }[]>();
  for (const capability of capabilities) {
    for (const [topic, react] of Object.entries(capability.reactions ?? {})) {
      reactions.set(topic, [...(reactions.get(topic) ?? []), { capability: capability.name, react }]);
    }
  }
  return reactions;
}

function gatherContributions(capabilities: readonly Capability[]) {
  const points = new Map<string, Map<string, unknown>>();
  for (const [point, given] of capabilities.flatMap((capability) => Object.entries(capability.contributes ?? {}))) {
    const held = points.get(point) ?? new Map<string, unknown>();
    for (const [name, value] of Object.entries(given)) {
      if (held.has(name)) throw new Error(`${name} is contributed to ${point} twice`);
      held.set(name, value);
    }
    points.set(point, held);
  }
  return points;
}

/** Rows of the printed permission table: what may be done, and by whom. */
export function permissionTable(
  registry: Registry,
): readonly { readonly name: string; readonly kind: Signature["kind"]; readonly who: string }[] {
  return [...registry.entries.values()].map(({ signature, binding }) => ({
    name: signature.name,
    kind: signature.kind,
    who: binding.policy.says,
  }));
}
