import { growTree, hashLeaf, utf8 } from "@gongzhi/merkle-log";
import type { ActionContext, Sweep } from "#platform/capability.ts";
import { judgeStanding } from "../domain/judge-standing.ts";
import { readLeaf } from "../domain/read-leaf.ts";
import { findLog, findTenantsWaiting, growLog, makeLog } from "../store/log.ts";
import { findWaiting, placeEntries } from "../store/sequence-entries.ts";
import { halt, isHalted } from "./halt.ts";
import { originOf, readSignedHeads } from "./signed-heads.ts";

/** Leaves a transaction places: some hundredths of a second. The next follows at once. */
const BATCH = 1_000;

/** Gives waiting leaves their places, in the order they were given, under the log's row lock. */
export const SEQUENCER: Sweep = { purpose: "record/sequence", find: findTenantsWaiting, handle: sequence };

async function sequence(context: ActionContext): Promise<boolean> {
  const { tx, tenant, house } = context;
  await makeLog(tx, context.newId(), originOf(house.publicUrl, tenant.slug));
  const log = await findLog(tx, "lock");
  if (log === undefined || isHalted(log, context.now)) return false;
  const waiting = await findWaiting(tx, BATCH);
  if (waiting.length === 0) return false;
  const tree = growTree(log.size, log.frontier);
  const signed = await readSignedHeads(context, log.origin);
  const fault = typeof signed === "string" ? signed : judgeStanding({ size: log.size, root: tree.root() }, signed.heads);
  if (fault !== undefined) return await halt(context, fault);
  const placed = waiting.map((row) => {
    const index = tree.size();
    const leafHash = hashLeaf(utf8(row.leaf));
    tree.append(leafHash);
    const { leaf: form, on } = readLeaf(row.leaf);
    return { ...row, index, leafHash, form, on };
  });
  await placeEntries(tx, placed);
  await growLog(tx, tree.size(), tree.frontier());
  return true;
}
