import { base64, same } from "./bytes.ts";
import { type Head, isSignedBy, readHead, readKey } from "./checkpoint.ts";
import { provesGrowth } from "./growth.ts";
import { rootOf } from "./tree.ts";

/** What a witness answers to one submission (C2SP tlog-witness, add-checkpoint), by its HTTP status. */
export type SubmissionVerdict =
  /** Everything holds: keep this checkpoint, then answer with a cosignature over it. */
  | { readonly status: 200; readonly says: string; readonly origin: string; readonly size: number; readonly checkpoint: string }
  /** It rests on another head than the one cosigned last, whose size this is; `fork` is a signed head that cannot be true beside that one. */
  | { readonly status: 409; readonly says: string; readonly origin: string; readonly size: number; readonly fork?: string }
  /** 400 no such request, 403 not signed by the log, 404 a log this witness does not know, 422 no proof that it only grew. */
  | { readonly status: 400 | 403 | 404 | 422; readonly says: string };

/** A log this witness knows: its key, and the checkpoint it cosigned last. */
export type WitnessedLog = { readonly key: string; readonly checkpoint?: string | undefined };

type Submission = {
  readonly old: number;
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: string;
  readonly head: Head;
};

/** The specification allows no longer proof. */
const MOST_PROOF_LINES = 63;

/** The log a submission is about; undefined where it is none. Nothing of it has been checked. */
export function originOf(body: string): string | undefined {
  const read = readSubmission(body);
  return typeof read === "string" ? undefined : read.head.origin;
}

/**
 * Judges what was sent to `add-checkpoint`, in the specification's order. Pure: whoever calls sees to it that nothing else is judged for
 * this log until the checkpoint of a 200 is kept.
 * @param body the request's, as text
 * @param known the log of an origin, undefined where the witness has none by that name
 */
export async function judgeSubmission(
  body: string,
  known: (origin: string) => WitnessedLog | undefined,
): Promise<SubmissionVerdict> {
  const read = readSubmission(body);
  if (typeof read === "string") return { status: 400, says: read };
  const { head, old, proof, checkpoint } = read;
  const log = known(head.origin);
  if (log === undefined) return { status: 404, says: `${head.origin} is no log this witness knows` };
  const key = readKey(log.key);
  if (typeof key === "string") throw new Error(`the key kept of ${head.origin}: ${key}`);
  if ((await isSignedBy(head, key)) !== true) return { status: 403, says: `the key of ${key.name} did not sign this` };
  if (old > head.size) return { status: 400, says: `the old size ${old} is beyond ${head.size}` };
  const before = log.checkpoint === undefined ? undefined : readHead(log.checkpoint);
  if (typeof before === "string") throw new Error(`the head cosigned last: ${before}`);
  const size = before?.size ?? 0;
  const conflict = { status: 409, origin: head.origin, size } as const;
  if (old !== size) return { ...conflict, says: `the head cosigned last has ${size} leaves, not ${old}` };
  if (before !== undefined && before.size === head.size && !same(before.root, head.root))
    return { ...conflict, says: `another tree of ${size} leaves was cosigned`, fork: checkpoint };
  const seen = before ?? { size: 0, root: rootOf([]) };
  if (!provesGrowth(seen, head, proof)) return { status: 422, says: `no proof that it holds the ${size} leaves seen` };
  return { status: 200, says: `${head.size} leaves, after ${size}`, origin: head.origin, size: head.size, checkpoint };
}

/** `old N`, hashes a line each, an empty line, the checkpoint. @returns a sentence where it is none. */
function readSubmission(body: string): Submission | string {
  const end = body.indexOf("\n\n");
  if (end === -1) return "an empty line divides the proof from the checkpoint";
  const [first = "", ...lines] = body.slice(0, end).split("\n");
  const digits = /^old (0|[1-9]\d*)$/.exec(first)?.[1];
  const old = Number(digits);
  if (digits === undefined || !Number.isSafeInteger(old)) return "the first line says the old size: old N";
  if (lines.length > MOST_PROOF_LINES) return `a proof has at most ${MOST_PROOF_LINES} lines`;
  const proof = lines.map(base64).filter((hash) => hash?.length === 32) as Uint8Array[];
  if (proof.length < lines.length) return "a line of the proof is no hash";
  const checkpoint = body.slice(end + 2);
  const head = readHead(checkpoint);
  return typeof head === "string" ? head : { old, proof, checkpoint, head };
}
