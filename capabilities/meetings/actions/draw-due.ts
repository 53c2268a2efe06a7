import { createHash } from "node:crypto";
import { canonicalList, freezeRoll } from "#capabilities/rolls/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { isRefusal, refuse, type Refusal } from "#platform/refusal.ts";
import { isClosed } from "../domain/kinds.ts";
import { findPostDue, findRollDue, type Due } from "../store/due.ts";

import { findClosedRoll } from "./closed-rolls.ts";

export type DrawnDue = {
  readonly rollId: string | null;
  readonly rollVersion: number | null;
  /** SHA-256 of the list, as `rolls` makes it. */
  readonly sha256: string;
  readonly due: readonly Due[];
  /** Where a store of its own alone knows them: how many. */
  readonly closed?: { readonly way: string; readonly persons: number };
};

type ToDraw = {
  readonly meetingId: string;
  readonly way: string;
  readonly bodies: readonly string[];
  readonly groupId: string | null;
  readonly path: string;
  readonly day: string;
  readonly at: Date;
  readonly title: string;
};

type RollKind = Parameters<typeof freezeRoll>[1]["kind"];

/** Freezes who is due: a roll of the place, or whoever holds the posts of the bodies on that day. */
export async function drawDue(context: ActionContext, asked: ToDraw): Promise<DrawnDue | Refusal> {
  const { tx, tenant } = context;
  const { path, day, title, groupId } = asked;
  if (isClosed(asked.way)) return await drawClosed(context, asked);
  if (asked.way === "posts" || asked.way === "own-posts") {
    const due = await findPostDue(tx, asked.bodies, asked.at);
    if (due.length === 0) return refuse("conflict", "roll-empty");
    const head = { tenantId: tenant.id, rollId: asked.meetingId, version: 1, kind: "posts", path, day };
    const entries = due.map(({ personId, householdId, woman }) => ({ personId, householdId, woman, groupId: null }));
    const sha256 = createHash("sha256").update(canonicalList(head, entries)).digest("hex");
    return { rollId: null, rollVersion: null, sha256, due };
  }
  const quarter = asked.way === "owners";
  const frozen = await freezeRoll(context, { kind: asked.way as RollKind, path, onDay: day, title, groupId });
  if (isRefusal(frozen)) return frozen;
  const due = await findRollDue(tx, frozen.id, frozen.version, quarter ? null : groupId);
  if (due.length === 0) return refuse("conflict", "roll-empty");
  return { rollId: frozen.id, rollVersion: frozen.version, sha256: frozen.listSha256, due };
}

async function drawClosed(context: ActionContext, { way, meetingId, bodies }: ToDraw): Promise<DrawnDue | Refusal> {
  const roll = findClosedRoll(context, way);
  if (roll === undefined) return refuse("conflict", "roll-not-drawn");
  const drawn = await roll.draw(context, { meetingId, bodies });
  if (isRefusal(drawn)) return drawn;
  if (drawn.persons === 0) return refuse("conflict", "roll-empty");
  return { rollId: null, rollVersion: null, sha256: drawn.sha256, due: [], closed: { way, persons: drawn.persons } };
}
