import { type DestinationStream, type Level, type Logger, pino, stdTimeFunctions } from "pino";
import { scrubValue } from "./scrub.ts";

export type Log = Logger;

export type LogOptions = {
  readonly level: Level | "silent";
  /** Standard output unless given. */
  readonly destination?: DestinationStream;
};

/** JSON lines with ISO times; every line, whoever made it and however, passes `scrubValue` on its way out. */
export function createLog(options: LogOptions): Log {
  const settings = {
    level: options.level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { streamWrite: scrubLine },
  };
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination);
}

/** One line of JSON in, one out. */
export function scrubLine(line: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    // Better a gap than a line nobody has looked through.
    return '{"level":"error","msg":"a log line could not be read and was dropped"}\n';
  }
  // `time` and `level` are ours and hold no words.
  const { level, time, ...rest } = parsed as Readonly<Record<string, unknown>>;
  return `${JSON.stringify({ level, time, ...(scrubValue(rest) as object) })}\n`;
}

/** What a proxy before us may have given the request; anything of another form is replaced. */
const REQUEST_ID = /^[A-Za-z0-9-]{8,64}$/;

/** The id under which everything about one request is logged. */
export function requestId(header: string | readonly string[] | undefined, next: () => string): string {
  return typeof header === "string" && REQUEST_ID.test(header) && !/\d{11}/.test(header) ? header : next();
}
