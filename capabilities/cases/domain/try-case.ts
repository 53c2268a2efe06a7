import {
  advance,
  isRefusal,
  presentElements,
  start,
  type CaseEvent,
  type Marking,
  type Net,
  type Step,
} from "@gongzhi/procedure";
import type { SentEvent } from "./record-event.ts";

/** Where a case stood after one event: what it waited for, or how it had ended. */
type Stop = { readonly waits: readonly string[]; readonly ended: boolean };

export type PastCase = {
  /** The net of the version it ran on, and what was sent into it, in order. */
  readonly net: Net;
  readonly sent: readonly SentEvent[];
  /** Where it stands now. */
  readonly marking: Marking;
};

/** What the first difference is: after which step, where the case went, and where the draft would have sent it. Ids. */
export type OtherWay = { readonly after: string; readonly went: readonly string[]; readonly instead: readonly string[] };

export type Trial = "same" | "unrecorded" | OtherWay;

/** The day the events of a trial are dated: no timer is set by it, since timers fire where the record says they did. */
const AT = "2000-01-01T00:00:00+08:00";

/**
 * Sends what was sent into a past case once more, into a draft, and tells the first stop at which it would have gone another way: what
 * would have been done there nobody knows. Cases whose record does not bring them to where they stand are `unrecorded`.
 */
export function tryCase(draft: Net, past: PastCase): Trial {
  const was = walk(past.net, past.sent);
  const last = was.stops.at(-1);
  if (last === undefined || was.stops.length < past.sent.length || !alike(last, stopOf(past.net, past.marking)))
    return "unrecorded";
  const would = walk(draft, past.sent);
  const place = was.stops.findIndex((stop, index) => !alike(stop, would.stops[index]));
  if (place < 0) return "same";
  const { type, element = "", message = "" } = past.sent[place] ?? { type: "start" };
  return { after: element || message || type, went: was.stops[place]?.waits ?? [], instead: would.stops[place]?.waits ?? [] };
}

type Walk = { readonly stops: readonly Stop[] };

/** The stops up to the first event that is refused. */
function walk(net: Net, sent: readonly SentEvent[]): Walk {
  const stops: Stop[] = [];
  let before: Step | undefined;
  for (const one of sent) {
    const next = send(net, before, one);
    if (next === undefined) break;
    stops.push(stopOf(net, next.marking));
    before = next;
  }
  return { stops };
}

function send(net: Net, before: Step | undefined, sent: SentEvent): Step | undefined {
  if (sent.type === "start") return before === undefined ? unlessRefused(start(net, sent.variables ?? {}, AT)) : undefined;
  const event = before === undefined ? undefined : eventOf(net, before.marking, sent);
  if (before === undefined || event === undefined) return undefined;
  return unlessRefused(advance(net, before.marking, before.variables, event));
}

function unlessRefused(step: ReturnType<typeof advance>): Step | undefined {
  return isRefusal(step) ? undefined : step;
}

/** The same event for this net: its numbers are its own, so the task or timer is found by its element; of several the one open longest. */
function eventOf(net: Net, marking: Marking, sent: SentEvent): CaseEvent | undefined {
  const { element = "", variables } = sent;
  const given = variables === undefined ? {} : { variables };
  const open = marking.items.find((item) => item.loop === undefined && net.elements[item.at]?.id === element)?.id;
  switch (sent.type) {
    case "complete":
      return open === undefined ? undefined : { type: "complete", at: AT, task: open, ...given };
    case "error":
      return open === undefined ? undefined : { type: "error", at: AT, task: open, code: sent.code ?? "", ...given };
    case "timer":
      return open === undefined ? undefined : { type: "timer", at: AT, timer: open };
    case "message":
      return { type: "message", at: AT, name: sent.message ?? "", ...given };
    case "reopen":
      return { type: "reopen", at: AT, element, ...given };
    case "take-back": {
      const undo = marking.undo?.find(({ at }) => net.elements[at]?.id === element);
      return undo === undefined ? undefined : { type: "take-back", at: AT, task: undo.task };
    }
    case "withdraw":
      return { type: "withdraw", at: AT };
    case "start":
      return undefined;
  }
}

function stopOf(net: Net, marking: Marking): Stop {
  return { waits: presentElements(net, marking).toSorted(), ended: marking.state !== "running" };
}

function alike(one: Stop, other: Stop | undefined): boolean {
  return other !== undefined && one.ended === other.ended && one.waits.join("\n") === other.waits.join("\n");
}
