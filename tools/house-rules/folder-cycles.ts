import { posix } from "node:path";
import { readDependencies } from "./reading/capability-dependencies.ts";
import type { HouseRule, Violation } from "./house-rule.ts";
import { isCode, isTest } from "./reading/source-file.ts";
import { parseModule } from "./reading/parse-module.ts";
import { placeOf, resolveTarget } from "./reading/places.ts";

/**
 * The unit is the folder. A folder that holds folders is a place rather than a unit: each file directly in it (a door, a ground all
 * beside it stand on) is a unit of its own.
 */
type Graph = Map<string, Set<string>>;

export const folderCycles: HouseRule = {
  name: "folder-cycles",
  says: "No cycles between folders, packages or capabilities (DESIGN §3.3): two that need each other are one.",
  reads: (path) => isCode(path) && !isTest(path) && placeOf(path) !== undefined,
  find(files, all) {
    const parents = new Set(files.map((file) => posix.dirname(posix.dirname(file.path))));
    const unitOf = (path: string) => (parents.has(posix.dirname(path)) ? path : posix.dirname(path));
    const units: Graph = new Map();
    for (const file of files) {
      for (const found of parseModule(file).imports) {
        const target = resolveTarget(file.path, found.specifier);
        if (target.kind === "package") addEdge(units, unitOf(file.path), unitOf(`packages/${target.name}/src/index.ts`));
        // Types shared by two files of one folder are that folder's own affair.
        if (target.kind === "file" && found.typeOnly && posix.dirname(target.path) === posix.dirname(file.path)) continue;
        if (target.kind === "file") addEdge(units, unitOf(file.path), unitOf(target.path));
      }
    }
    const manifests: Graph = new Map([...readDependencies(all)].map(([name, named]) => [name, new Set(named)]));
    return [...cyclesOf(units, "folders"), ...cyclesOf(manifests, "dependsOn")];
  },
};

function addEdge(graph: Graph, from: string, to: string) {
  if (from === to) return;
  const targets = graph.get(from) ?? new Set<string>();
  targets.add(to);
  graph.set(from, targets);
}

/** One violation for each strongly connected set of more than one node (Tarjan 1972). */
function cyclesOf(graph: Graph, what: string): readonly Violation[] {
  return stronglyConnected(graph)
    .filter((component) => component.length > 1)
    .map((component) => {
      const names = component.toSorted();
      return { path: names[0] ?? "", message: `a cycle of ${what}: ${shortestCycle(graph, new Set(names)).join(" → ")}` };
    });
}

function stronglyConnected(graph: Graph): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const components: string[][] = [];
  function visit(node: string): number {
    const index = order.size;
    order.set(node, index);
    let lowest = index;
    open.push(node);
    isOpen.add(node);
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) lowest = Math.min(lowest, visit(next));
      else if (isOpen.has(next)) lowest = Math.min(lowest, order.get(next) ?? index);
    }
    low.set(node, lowest);
    if (lowest === index) {
      const component = open.splice(open.lastIndexOf(node));
      for (const member of component) isOpen.delete(member);
      components.push(component);
    }
    return lowest;
  }
  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return components;
}

/** The shortest way round inside a component, from its first name back to it: what a person must cut. */
function shortestCycle(graph: Graph, component: ReadonlySet<string>): readonly string[] {
  const [start = ""] = component;
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const next of graph.get(node) ?? []) {
      if (!component.has(next)) continue;
      if (next === start) return unwind(cameFrom, node, start);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, node);
      queue.push(next);
    }
  }
  return [...component];
}

function unwind(cameFrom: ReadonlyMap<string, string>, last: string, start: string): readonly string[] {
  const way = [start];
  for (let node: string | undefined = last; node !== undefined && node !== start; node = cameFrom.get(node)) way.push(node);
  return [start, ...way.toReversed()];
}
