import { readFileSync } from "node:fs";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { openEqualSharesTool } from "./equalshares-tool.ts";

/** Counts one file in a thread of its own, so that a count that does not come to an end can be stopped. */
const tool = openEqualSharesTool();
const port: MessagePort | null = parentPort;
const tell = (message: string) => port?.postMessage(message, []);
if (tool !== undefined) {
  const instance = tool.read(readFileSync(String(workerData), "utf8"));
  tell("begun");
  tool.count(instance, "add1u");
  tell("done");
}
