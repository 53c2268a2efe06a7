import type { XesCase } from "@gongzhi/procedure";
import type { LoggedCase } from "./read-log.ts";

/** A case of the log as a trace of IEEE 1849-2016. */
export function toXesCase({ number, events, ...about }: LoggedCase): XesCase {
  return {
    id: number,
    attributes: {
      kind: about.kind,
      procedure: about.procedure,
      version: about.version,
      state: about.state,
      outcome: about.outcome,
    },
    events: events.map((event) => ({
      name: event.name,
      at: event.at,
      lifecycle: event.transition,
      attributes: { kind: event.kind, step: event.step },
      ...(event.role === "" ? {} : { role: event.role }),
      ...(event.group === "" ? {} : { group: event.group }),
      ...(event.id === null ? {} : { id: event.id }),
      ...(event.resource === null ? {} : { resource: event.resource }),
    })),
  };
}
