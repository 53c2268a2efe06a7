import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { Problem } from "#platform/http/problem.ts";
import { STATUS_OF } from "#platform/http/status.ts";
import type { Entry } from "#platform/registry/registry.ts";

export type Answer = {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** A page or a file answers people, in words of its own. */
  readonly api: boolean;
};

const problem = Compile(Problem);
const outputs = new Map<string, ReturnType<typeof Compile<TSchema>>>();

function outputOf({ signature }: Entry) {
  const known = outputs.get(signature.name) ?? Compile(signature.output);
  outputs.set(signature.name, known);
  return known;
}

/**
 * What is wrong with a value an action gave, before it was serialised: the serialiser drops what its schema does not name and turns
 * numbers into texts, so the wire alone would not show it.
 */
export function faultOfValue(entry: Entry, value: unknown): string | undefined {
  const validator = outputOf(entry);
  // As JSON has it: what is undefined is not there, a Date is a text.
  const plain: unknown = JSON.parse(JSON.stringify(value) ?? "null");
  if (validator.Check(plain)) return undefined;
  return `gave what its output schema does not have: ${JSON.stringify(validator.Errors(plain).slice(0, 3))}`;
}

/** Is this address the API's? Dots lead out of it. */
export function isApi(url: string): boolean {
  return new URL(url, "http://house.example").pathname.startsWith("/api/v1/");
}

/** What is wrong with an answer of the API, or nothing. `platformCodes`: what the kernel itself refuses with. */
export function faultOfAnswer(entry: Entry, answer: Answer, platformCodes: ReadonlySet<string>): string | undefined {
  if (answer.status >= 500) return `was answered ${answer.status}: ${answer.body.slice(0, 300)}`;
  // Its value was judged before it was serialised.
  if (!answer.api || answer.body === "" || answer.status === 200) return undefined;
  if (!answer.type.startsWith("application/problem+json")) return `was refused as ${answer.type}`;
  const body: unknown = JSON.parse(answer.body);
  if (!problem.Check(body)) return `was refused off the problem's schema: ${answer.body.slice(0, 300)}`;
  return faultOfProblem(entry, body, answer.status, platformCodes);
}

type ProblemBody = { readonly status: number; readonly code: string; readonly title: string; readonly next: string };

function faultOfProblem(entry: Entry, body: ProblemBody, status: number, platformCodes: ReadonlySet<string>): string | undefined {
  const declared = entry.signature.refusals[body.code];
  if (body.status !== status) return `was refused with status ${status}, and ${body.status} in its body`;
  if (declared === undefined && !platformCodes.has(body.code)) return `was refused with ${body.code}, which it does not declare`;
  if (declared !== undefined && !platformCodes.has(body.code) && STATUS_OF[declared] !== status)
    return `declares ${body.code} as ${declared}, and was refused with ${status}`;
  if (body.title === "" || body.title === body.code || body.next === "") return `has no sentence for ${body.code}`;
  return undefined;
}
