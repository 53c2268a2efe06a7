import { createHash } from "node:crypto";
import { bind, type ActionContext, type Limit } from "#platform/capability.ts";
import { openToken, sealToken } from "#platform/crypto/tokens.ts";
import { everyone } from "#platform/policy.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import { takeKeptPoint } from "#platform/registry/kept-limits.ts";
import { beginCode, waitForCode } from "../contract/proof-of-work.ts";
import { beginsWithZeros, bitsFor } from "../domain/proof-of-work.ts";
import { VILLAGE_HOUR } from "./village-hour.ts";

const USE = "accounts/request-code";
const PUZZLE_BYTES = 16;
const LIFE_MS = 10 * 60_000;
const WAIT_SECONDS = 10;
/** Waiting costs a program nothing: of those who share an address so many an hour may go this way, everybody may go the other. */
const WAIT_HOUR: Limit = { by: "address", points: 200, seconds: 3_600, kept: true };
/** A solved puzzle counts once, over all processes. */
const ONCE: Limit = { by: "address", points: 1, seconds: LIFE_MS / 1_000, kept: true };

/** What a `work` holds: nothing of the caller, so nothing is kept until it is used. */
type Work = { readonly puzzle: string; readonly bits?: number; readonly fromMs?: number };

export const beginCodeBound = bind(beginCode, {
  policy: everyone,
  keepsAnswer: false,
  limits: [VILLAGE_HOUR],
  run: async (context) => {
    const puzzle = newPuzzle(context);
    const bits = bitsFor(context.taken);
    return { work: seal(context, { puzzle, bits }), puzzle, bits };
  },
});

export const waitForCodeBound = bind(waitForCode, {
  policy: everyone,
  keepsAnswer: false,
  limits: [WAIT_HOUR],
  run: async (context) => {
    const fromMs = context.now.getTime() + WAIT_SECONDS * 1_000;
    return { work: seal(context, { puzzle: newPuzzle(context), fromMs }), seconds: WAIT_SECONDS };
  },
});

/** Uses up what the caller worked or waited for. @returns why it does not count, or undefined. */
export async function takeWork(
  context: ActionContext,
  { work = "", nonce = "" }: { readonly work?: string; readonly nonce?: string },
): Promise<Refusal | undefined> {
  const { house, now, tx } = context;
  if (work === "") return refuse("conflict", "work-needed");
  const opened = openToken(house.keys.tokens, USE, work, now.getTime());
  if (typeof opened !== "object" || opened === null || !("puzzle" in opened)) return refuse("gone", "work-over");
  const { puzzle, bits, fromMs } = opened as Work;
  if (fromMs !== undefined && fromMs > now.getTime())
    return refuse("too-many", "work-too-early", { facts: { seconds: Math.ceil((fromMs - now.getTime()) / 1_000) } });
  const found = createHash("sha256").update(`${puzzle}.${nonce}`).digest();
  if (fromMs === undefined && (nonce === "" || !beginsWithZeros(found, bits ?? Number.POSITIVE_INFINITY)))
    return refuse("invalid", "work-not-right");
  return (await takeKeptPoint(tx, ONCE, `work ${puzzle}`)) === undefined ? refuse("gone", "work-over") : undefined;
}

function newPuzzle(context: ActionContext): string {
  return Buffer.from(context.random(PUZZLE_BYTES)).toString("base64url");
}

function seal({ house, now }: ActionContext, work: Work): string {
  return sealToken(house.keys.tokens, USE, work, now.getTime() + LIFE_MS);
}
