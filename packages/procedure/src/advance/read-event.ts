import type { Json, Variables } from "../json.ts";
import { VARIABLE_DEPTH_MAX } from "../limits.ts";
import { isInstant } from "../net/iso8601.ts";
import { refuse, type Refusal } from "../refusal.ts";
import type { CaseEvent } from "./event.ts";

/** Which members an event of each type has, besides `type` and `at`. */
const MEMBERS: Readonly<Record<CaseEvent["type"], Readonly<Record<string, "number" | "string" | "variables">>>> = {
  complete: { task: "number", element: "string", variables: "variables" },
  error: { task: "number", element: "string", code: "string", variables: "variables" },
  timer: { timer: "number", element: "string" },
  message: { name: "string", wait: "number", variables: "variables" },
  withdraw: {},
  "take-back": { task: "number" },
  reopen: { element: "string", variables: "variables" },
};

/** Members without which an event means nothing; of a list, one of them. */
const NEEDED: Readonly<Record<CaseEvent["type"], readonly (readonly string[])[]>> = {
  complete: [["task", "element"]],
  error: [["task", "element"], ["code"]],
  timer: [["timer", "element"]],
  message: [["name"]],
  withdraw: [],
  "take-back": [["task"]],
  reopen: [["element"]],
};

/** Checks JSON from outside against the shape of an event. */
export function readEvent(value: unknown): CaseEvent | Refusal {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return invalid("An event is a JSON object");
  const event = value as Readonly<Record<string, unknown>>;
  const type = event["type"];
  if (typeof type !== "string" || !Object.hasOwn(MEMBERS, type)) {
    return invalid(`An event's type is one of ${Object.keys(MEMBERS).join(", ")}`);
  }
  const known = type as CaseEvent["type"];
  if (typeof event["at"] !== "string" || !isInstant(event["at"])) {
    return invalid("An event needs its instant (`at`) as ISO 8601 date and time with offset");
  }
  for (const [name, member] of Object.entries(event)) {
    if (name === "type" || name === "at") continue;
    const expected = Object.hasOwn(MEMBERS[known], name) ? MEMBERS[known][name] : undefined;
    if (expected === undefined) return invalid(`An event of type ${type} has no member «${name}»`);
    if (!isOf(member, expected)) return invalid(`«${name}» of an event is ${DESCRIPTIONS[expected]}`);
  }
  for (const names of NEEDED[known]) {
    if (!names.some((name) => event[name] !== undefined)) return invalid(`An event of type ${type} needs ${names.join(" or ")}`);
  }
  return value as CaseEvent;
}

const DESCRIPTIONS = { number: "a whole number", string: "text", variables: "an object of JSON values by name" };

function isOf(member: unknown, expected: "number" | "string" | "variables"): boolean {
  if (expected === "number") return typeof member === "number" && Number.isSafeInteger(member) && member > 0;
  if (expected === "string") return typeof member === "string" && member !== "";
  return isVariables(member);
}

/** Whether a value is an object of JSON values. */
export function isVariables(value: unknown): value is Variables {
  return typeof value === "object" && value !== null && !Array.isArray(value) && isJson(value, 0);
}

/** @param depth lists and objects around it: whoever reads or writes it later recurses */
function isJson(value: unknown, depth: number): value is Json {
  if (value === null || typeof value === "boolean" || typeof value === "string") return true;
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "object" && depth <= VARIABLE_DEPTH_MAX && Object.values(value).every((one) => isJson(one, depth + 1));
}

function invalid(message: string): Refusal {
  return refuse("event-invalid", `${message}.`);
}
