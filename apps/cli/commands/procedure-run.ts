import {
  advance,
  isRefusal,
  isVariables,
  netOf,
  readEvent,
  start,
  type CaseEvent,
  type Net,
  type Refusal,
  type Step,
  type Variables,
} from "@gongzhi/procedure";
import { CommandRefusal, type Command, type CommandInput } from "../command.ts";
import { readProcedure, readText } from "../read-procedure.ts";

/** Events of one run: a case has dozens; a hundred thousand is a mistake. */
const EVENTS_MAX = 100_000;

export const command: Command = {
  summary: "Run a case through a BPMN procedure, event by event, without a database.",
  usage: "FILE.bpmn --events FILE [--variables FILE.json] [--process ID] [--start ID]",
  help: `
--events      JSON lines, or one JSON array, of events: {"type": "complete", "element": "Answer", "at": "2026-03-02T09:00:00+08:00",
              "variables": {"accepted": true}}. Types: complete, error, timer, message, withdraw, take-back, reopen.
              Tasks and timers are named by number (task, timer) or by element where only one is open. Without "at" an
              event happens when the one before it did; none happens before the one above it.
--variables   JSON object of the case's variables at the start
--start       id of the start event, where the process has several

Prints one JSON line for the start and each event (event, marking, variables, effects, passed), then a line with the summary.
Exit code: 0 every event was taken (the summary says whether the case has ended); 2 the file or an event was refused (the
line of the event is named).`,
  options: {
    events: { type: "string" },
    variables: { type: "string" },
    process: { type: "string" },
    start: { type: "string" },
  },
  run: runCase,
};

async function runCase({ positionals, values, stdout }: CommandInput): Promise<number> {
  const [file, ...more] = positionals;
  const events = values["events"];
  if (file === undefined || more.length > 0 || typeof events !== "string") {
    throw new CommandRefusal("arguments", "needs a file and its events: FILE.bpmn --events FILE");
  }
  const net = orRefuse(netOf(await readProcedure(file), textOption(values["process"])), file);
  const variables = typeof values["variables"] === "string" ? await readVariables(values["variables"]) : {};
  const lines = readLines(events, await readText(events));
  const startEvent = textOption(values["start"]);
  const now = timeOf(lines[0]?.value) ?? new Date().toISOString();
  const begun = start(net, variables, now, startEvent === undefined ? {} : { startEvent });
  // A case begins when its first event happens: a time that is none is that event's fault.
  let step = orRefuse(begun, isRefusal(begun) && begun.code === "event-invalid" ? (lines[0]?.where ?? file) : file);
  let at = now;
  const print = (event: unknown) => stdout.write(`${JSON.stringify({ event, ...step })}\n`);
  print({ type: "start", at: now });
  for (const { where, value } of lines) {
    const event = orRefuse<CaseEvent>(readEvent(typeof value === "object" && value !== null ? { at, ...value } : value), where);
    if (Date.parse(event.at) < Date.parse(at))
      throw new CommandRefusal("event-out-of-order", `${where}: it happens at ${event.at}, before the event above it`);
    step = orRefuse<Step>(advance(net, step.marking, step.variables, event), where);
    at = event.at;
    print(event);
  }
  stdout.write(`${JSON.stringify({ summary: summarise(net, step, lines.length) })}\n`);
  return 0;
}

function summarise(net: Net, step: Step, events: number) {
  const end = step.effects.find((effect) => effect.type === "case-ended");
  const waiting = step.marking.items.map((item) => ({ number: item.id, element: net.elements[item.at]?.id }));
  return { process: net.process, state: step.marking.state, events, ...(end === undefined ? {} : { end }), waiting };
}

function orRefuse<T>(result: T | Refusal, where: string): T {
  if (isRefusal(result)) throw new CommandRefusal(result.code, `${where}: ${result.message} ${result.remedy}`);
  return result;
}

function textOption(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

type Line = { readonly where: string; readonly value: unknown };

/** A JSON array, or one JSON value a line; `where` names the line for refusals. */
function readLines(file: string, text: string): readonly Line[] {
  if (text.trimStart().startsWith("[")) {
    const values = parse(file, text);
    const list = Array.isArray(values) ? (values as readonly unknown[]) : [];
    return limit(list.map((value, index) => ({ where: `${file}: event ${index + 1}`, value })));
  }
  const lines = text.split(/\r?\n/u).map((line, index) => ({ line, where: `${file}:${index + 1}` }));
  const filled = lines.filter(({ line }) => line.trim() !== "");
  return limit(filled.map(({ line, where }) => ({ where, value: parse(where, line) })));
}

function limit(lines: readonly Line[]): readonly Line[] {
  if (lines.length > EVENTS_MAX)
    throw new CommandRefusal("too-many-events", `${lines.length} events; at most ${EVENTS_MAX} are run`);
  return lines;
}

function parse(where: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandRefusal("event-invalid", `${where}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function timeOf(value: unknown): string | undefined {
  return typeof value === "object" && value !== null && "at" in value && typeof value.at === "string" ? value.at : undefined;
}

async function readVariables(file: string): Promise<Variables> {
  const value = parse(file, await readText(file));
  if (isVariables(value)) return value;
  throw new CommandRefusal("variable-invalid", `${file} is no JSON object`);
}
