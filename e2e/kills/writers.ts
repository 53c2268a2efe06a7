import { setTimeout as sleep } from "node:timers/promises";

/** One write as its caller knows it: what was asked under which key, and what came back, if anything did. */
export type Write = {
  readonly name: string;
  readonly key: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly token: string | undefined;
  /** The answer given; undefined when the connection broke or the server failed: it may have happened or not. */
  answer: string | undefined;
};

/** `residents` take turns: one account raises sixty a minute and no more, and a quick machine comes to that. */
export type People = Readonly<Record<"clerk" | "works", string>> & { readonly residents: readonly string[] };
/** `unit`: the one that has the power over roads; its id is the database's. */
export type Door = { readonly url: string; readonly people: People; readonly unit: string };

type Told = { readonly id: string; readonly number: string };

/** A caller gives up after this; whatever it had sent may still have been done. */
const PATIENCE_MS = 15_000;

/** Sends a write once. A refusal is an error of this test: each of its writes is one the house takes. */
export async function send(door: Door, write: Write): Promise<string | undefined> {
  const headers = {
    "content-type": "application/json",
    "idempotency-key": write.key,
    ...(write.token === undefined ? {} : { authorization: `Bearer ${write.token}` }),
  };
  const request = { method: "POST", headers, body: JSON.stringify(write.input), signal: AbortSignal.timeout(PATIENCE_MS) };
  let response: Response;
  let body: string;
  try {
    response = await fetch(`${door.url}/api/v1/t/qinghe/${write.name}`, request);
    body = await response.text();
  } catch {
    return undefined;
  }
  if (response.status === 200) return body;
  if (response.status >= 500) return undefined;
  throw new Error(`${write.name} under ${write.key} was refused with ${response.status}: ${body}`);
}

/** Sends a write until it is answered: what a caller does that must know. */
export async function sendUntilAnswered(door: Door, write: Write, tries = 40): Promise<string> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const answer = await send(door, write);
    if (answer !== undefined) return answer;
    await sleep(250);
  }
  throw new Error(`${write.name} under ${write.key} is never answered`);
}

let turns = 0;

/**
 * One matter after the other, each from its voice to its answer, until `stop` says so or an answer fails to come. Every write is
 * noted before it is sent.
 */
export async function keepWriting(door: Door, who: string, stop: () => boolean, noted: Write[]): Promise<void> {
  const { clerk, works, residents } = door.people;
  const say = async (name: string, input: Write["input"], token: string | undefined): Promise<Told | undefined> => {
    if (stop()) return undefined;
    const write: Write = { name, key: `kill-${who}-${String(noted.length).padStart(12, "0")}`, input, token, answer: undefined };
    noted.push(write);
    write.answer = await send(door, write);
    return write.answer === undefined ? undefined : (JSON.parse(write.answer) as Told);
  };
  const text = "村口的路面坏了，请来修。";
  for (let round = 0; !stop(); round += 1) {
    const named = round % 3 === 0;
    turns += 1;
    const resident = residents[turns % residents.length];
    const raised = await say("appeals/raise-appeal", { text, mode: named ? "named" : "anonymous" }, named ? resident : undefined);
    if (raised === undefined) return;
    const { id } = raised;
    if (
      (await say("appeals/dispatch-appeal", { id, decision: "unit", matter: "roads", organizationId: door.unit }, clerk)) ===
      undefined
    )
      return;
    if ((await say("appeals/record-contact", { id, text: "已电话联系。" }, works)) === undefined) return;
    if ((await say("appeals/answer-appeal", { id, outcome: "solved", text: "路面已经修好。" }, works)) === undefined) return;
    const judgement = { id, responded: true, solved: true, satisfied: true };
    if (named && (await say("appeals/judge-appeal", judgement, resident)) === undefined) return;
  }
}
