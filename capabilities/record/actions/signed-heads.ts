import { type NoteKey, noteKey, openCheckpoint } from "@gongzhi/merkle-log";
import type { ActionContext, Tenant } from "#platform/capability.ts";
import { logKeyOf } from "#platform/crypto/log-keys.ts";
import type { House } from "#platform/house.ts";
import type { Halt, SignedHead } from "../domain/judge-standing.ts";
import { findNewestCheckpoint } from "../store/log.ts";

/** The folder of `House.published` the log lies in, and its place in the address: `/t/<slug>/log/…`. */
export const FOLDER = "log";
export const CHECKPOINT = "checkpoint";

/** The log's name: its address without the scheme (C2SP tlog-tiles). */
export function originOf(publicUrl: URL, slug: string): string {
  return `${publicUrl.host}${publicUrl.pathname.replace(/\/$/, "")}/t/${slug}/${FOLDER}`;
}

export function keyOf(house: House, tenantId: string, origin: string): NoteKey {
  return noteKey(origin, logKeyOf(house.keys.log, tenantId).publicKey);
}

export type Published = SignedHead & {
  /** The signed checkpoint as it lies there. */
  readonly note: string;
};

/** The checkpoint outside the database; undefined where nothing was published. */
export async function readPublished(
  house: House,
  tenant: Pick<Tenant, "id">,
  origin: string,
): Promise<Published | undefined | Halt> {
  const bytes = await house.published.read(tenant.id, `${FOLDER}/${CHECKPOINT}`);
  if (bytes === undefined) return undefined;
  const opened = await openCheckpoint(bytes, [keyOf(house, tenant.id, origin)]).catch(() => undefined);
  if (opened === undefined || opened.origin !== origin) return "checkpoint-unreadable";
  return { size: opened.size, root: opened.root, note: new TextDecoder().decode(bytes) };
}

/** What this log has signed, from the disk and from the database, or why that cannot be told. */
export async function readSignedHeads(
  { house, tenant, tx }: Pick<ActionContext, "house" | "tenant" | "tx">,
  origin: string,
): Promise<{ readonly published: Published | undefined; readonly heads: readonly SignedHead[] } | Halt> {
  const published = await readPublished(house, tenant, origin);
  if (typeof published === "string") return published;
  const kept = await findNewestCheckpoint(tx);
  if (kept === undefined) return { published, heads: published === undefined ? [] : [published] };
  if (published === undefined) return "published-missing";
  const opened = await openCheckpoint(kept.note, [keyOf(house, tenant.id, origin)]).catch(() => undefined);
  return opened === undefined ? "database-altered" : { published, heads: [published, opened] };
}
