import type { Caller, Invoker } from "../registry/invoke.ts";
import { LIVE, type LiveState, type LiveTopic } from "./hub.ts";

/** How things stand for a reader, by topic, in one transaction of their own scope: row-level security holds for what is told, too. */
export async function readLiveTopics(invoker: Invoker, caller: Caller): Promise<Readonly<Record<string, LiveState | undefined>>> {
  const topics = (invoker.registry.contributed.get(LIVE) ?? new Map()) as ReadonlyMap<string, LiveTopic>;
  return await invoker.transact(caller, "platform/live", async (context) => {
    const states: Record<string, LiveState | undefined> = {};
    for (const [topic, read] of topics) states[topic] = await read(context);
    return states;
  });
}
