import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { peerPath } from "./peers-folder.ts";

export type EqualSharesTool = {
  /** Reads a Pabulib text with the tool's own reader. */
  readonly read: (text: string) => unknown;
  /** Counts with doubles, the tool's fast way; ids of the winners. */
  readonly count: (instance: unknown, completion: "none" | "add1u") => readonly string[];
};

type Sandbox = {
  onmessage?: (event: { readonly data: unknown }) => void;
  parsePabulibFromString?: (text: string) => unknown;
  [name: string]: unknown;
};

/** equalshares-compute-tool (D. Peters, MIT) from its checkout, its browser worker given what a worker has. Undefined: absent. */
export function openEqualSharesTool(): EqualSharesTool | undefined {
  const folder = peerPath("equalshares-compute-tool/js");
  if (folder === undefined) return undefined;
  const load = (name: string) => readFileSync(`${folder}/${name}`, "utf8");
  let winners: readonly string[] = [];
  const sandbox: Sandbox = {
    performance,
    importScripts: (name: string) => {
      runInContext(load(name.replace("./", "")), context);
    },
    postMessage: (message: { readonly type: string; readonly winners?: readonly string[] }) => {
      if (message.type === "result") winners = message.winners ?? [];
    },
  };
  const context = createContext(sandbox);
  runInContext(load("methodOfEqualSharesWorker.js"), context);
  runInContext(load("pabulibParser.js").replace("export function", "function"), context);
  return {
    read: (text) => sandbox.parsePabulibFromString?.(text),
    count: (instance, completion) => {
      const ids = Object.keys((instance as { readonly projects: object }).projects);
      const tieBreaking = ["maxVotes", "minCost", ids];
      const params = {
        completion,
        accuracy: "floats",
        comparison: "none",
        tieBreaking,
        add1options: ["exhaustive"],
        increment: 1,
      };
      sandbox.onmessage?.({ data: { instance, params } });
      return winners;
    },
  };
}
