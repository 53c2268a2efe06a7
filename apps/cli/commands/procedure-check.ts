import { checkSoundness, type Bindings, type ParsedProcess, type Refusal, type Violation } from "@gongzhi/procedure";
import type { ProcedureNeeds } from "#capabilities/cases/index.ts";
import type { Net } from "@gongzhi/procedure";
import { CommandRefusal, type Command, type CommandInput } from "../command.ts";
import { readProcedure, readText } from "../read-procedure.ts";

export const command: Command = {
  summary: "Prove that a BPMN procedure is sound, or show the shortest way in which it is not.",
  usage: "FILE.bpmn [--process ID] [--bindings FILE.json] [--for KEY] [--milliseconds N]",
  help: `
FILE.bpmn        BPMN 2.0 XML. Called processes are looked for in the file, then beside it as <process id>.bpmn.
                 Of several processes the executable ones are checked; where none is marked so, all.
--process        check this process only
--bindings       actions and the posts that may do them: {"appeals/answer-appeal": ["handler"]}; user tasks are then
                 checked against it
--for            the procedure of this house that it is to be a version of (appeals.handling): whatever the capability relies on
                 whose procedure it is must be there
--milliseconds   how long to look before giving up (default 8000)

Prints one JSON object: verdict (sound, unsound, refused, undecided), process, violations (kind, element, name, path,
message), missing (code, name, detail: what --for relies on and is not there), refusals (code, element, name, message, remedy), warnings (what the reader could not keep), bindingsChecked, states, milliseconds; of several processes also each one's
own under processes.
Exit code: 0 sound, 1 unsound, 2 refused (something missing, too) or undecided.`,
  options: {
    process: { type: "string" },
    bindings: { type: "string" },
    for: { type: "string" },
    milliseconds: { type: "string" },
  },
  run: checkFile,
};

/** Reading the file and every process of it included, so that the verdict or that there is none comes within 10 s. */
const DEFAULT_MS = 8_000;
/** Most procedures are proved in this time, however long the file took to read. */
const LEAST_MS = 500;

type Verdict = "sound" | "unsound" | "refused" | "undecided";

type Report = {
  readonly verdict: Verdict;
  readonly process: string;
  readonly violations: readonly Violation[];
  readonly refusals: readonly Omit<Refusal, "refused">[];
  /** What the capability relies on whose procedure it is to be. */
  readonly missing?: readonly { readonly code: string; readonly name: string; readonly detail: string }[];
  readonly reason?: string;
  readonly states: number;
};

async function checkFile({ positionals, values, stdout }: CommandInput): Promise<number> {
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new CommandRefusal("arguments", "needs one file: FILE.bpmn");
  const milliseconds = readMilliseconds(values["milliseconds"]);
  const bindings = typeof values["bindings"] === "string" ? await readBindings(values["bindings"]) : undefined;
  const missingIn = typeof values["for"] === "string" ? await readNeeds(values["for"]) : () => [];
  const began = performance.now();
  const { reports, warnings } = await checkAll(file, textOption(values["process"]), (process) => {
    if (process.net === undefined) return refused(process.id, process.refusals);
    const left = Math.max(LEAST_MS, milliseconds - (performance.now() - began));
    const options = { ...(bindings && { bindings }), milliseconds: left };
    const report = { process: process.id, refusals: [], ...checkSoundness(process.net, options) };
    const missing = missingIn(process.net);
    return missing.length > 0 && report.verdict === "sound" ? { ...report, missing, verdict: "refused" } : { ...report, missing };
  });
  const verdict = VERDICTS.find((candidate) => reports.some((report) => report.verdict === candidate)) ?? "refused";
  const [only] = reports;
  const whole = {
    verdict,
    process: reports.map((report) => report.process).join(" "),
    violations: reports.flatMap((report) => report.violations),
    missing: reports.flatMap((report) => report.missing ?? []),
    refusals: reports.flatMap((report) => report.refusals),
    warnings,
    ...(reports.length === 1 && only?.reason !== undefined ? { reason: only.reason } : {}),
    bindingsChecked: bindings !== undefined,
    states: reports.reduce((sum, report) => sum + report.states, 0),
    milliseconds: Math.round(performance.now() - began),
    ...(reports.length > 1 ? { processes: reports } : {}),
  };
  stdout.write(`${JSON.stringify(whole, null, 2)}\n`);
  return verdict === "sound" ? 0 : verdict === "unsound" ? 1 : 2;
}

/** Declared by the capability whose procedure it is: the same that the server asks for before it enacts a version. */
async function readNeeds(key: string): Promise<(net: Net) => NonNullable<Report["missing"]>> {
  // The capabilities take a moment to load, which a file that is nobody's version need not wait for.
  const { findMissing, NEEDS } = await import("#capabilities/cases/index.ts");
  const { CAPABILITIES } = await import("#apps/capabilities.ts");
  const declared = CAPABILITIES.map(
    ({ contributes }) => contributes?.[NEEDS] as Readonly<Record<string, ProcedureNeeds>> | undefined,
  );
  const found = declared.find((needs) => needs !== undefined && Object.hasOwn(needs, key))?.[key];
  if (found !== undefined) return (net) => findMissing(net, found).map(({ code, name, detail }) => ({ code, name, detail }));
  const known = declared.flatMap((needs) => Object.keys(needs ?? {})).join(", ");
  throw new CommandRefusal("no-such-procedure", `no capability relies on a procedure ${key}; there is: ${known}`);
}

/** Worst first: what is certainly wrong outweighs what could not be judged. */
const VERDICTS: readonly Verdict[] = ["unsound", "refused", "undecided", "sound"];

type Checked = { readonly reports: readonly Report[]; readonly warnings: readonly string[] };

/** A file that cannot be read as BPMN is a report, too: other programs read it. */
async function checkAll(file: string, wanted: string | undefined, check: (process: ParsedProcess) => Report): Promise<Checked> {
  try {
    const { processes, warnings } = await readProcedure(file);
    const named = processes.filter((process) => wanted === undefined || process.id === wanted);
    if (named.length === 0) {
      const message = wanted === undefined ? `${file} holds no process.` : `${file} holds no process «${wanted}».`;
      return {
        reports: [refused(wanted ?? "", [{ code: "no-process", message, remedy: "Name one of its processes." }])],
        warnings,
      };
    }
    const executable = named.filter((process) => process.executable);
    return { reports: (executable.length > 0 ? executable : named).map(check), warnings };
  } catch (error) {
    if (!(error instanceof CommandRefusal) || error.code.startsWith("file-")) throw error;
    const told = { code: error.code as Refusal["code"], message: error.message, remedy: "" };
    return { reports: [refused("", [told])], warnings: [] };
  }
}

function textOption(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function refused(process: string, refusals: readonly (Refusal | Omit<Refusal, "refused">)[]): Report {
  const told = refusals.map((refusal) => {
    const { refused: _, ...rest } = { refused: true, ...refusal };
    return rest;
  });
  return { verdict: "refused", process, violations: [], refusals: told, states: 0 };
}

function readMilliseconds(value: unknown): number {
  if (value === undefined) return DEFAULT_MS;
  const milliseconds = Number(value);
  if (Number.isInteger(milliseconds) && milliseconds > 0 && milliseconds <= 600_000) return milliseconds;
  throw new CommandRefusal("arguments", "--milliseconds takes a whole number up to 600000");
}

async function readBindings(file: string): Promise<Bindings> {
  const posts = parsePosts(file, await readText(file));
  return {
    actionExists: (action) => posts.has(action),
    someoneMay: (action, post) =>
      post === undefined ? (posts.get(action)?.size ?? 0) > 0 : posts.get(action)?.has(post) === true,
  };
}

function parsePosts(file: string, text: string): ReadonlyMap<string, ReadonlySet<unknown>> {
  const refusal = new CommandRefusal("bindings-invalid", `${file} is no JSON object of lists: {"action": ["post", …]}`);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw refusal;
    return new Map(
      Object.entries(value).map(([action, posts]) => {
        if (!Array.isArray(posts)) throw refusal;
        return [action, new Set<unknown>(posts)];
      }),
    );
  } catch (error) {
    throw error instanceof SyntaxError ? refusal : error;
  }
}
