import type { JsonObject, JsonValue } from "@gongzhi/merkle-log";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { makePublicLeaf, makeSealedLeaf, makeWithdrawnLeaf, type LeafHead, type LeafSource } from "../domain/make-leaf.ts";
import { SALT_BYTES, sealFields } from "../domain/seal-fields.ts";
import { insertSealedFields } from "../store/sealed-fields.ts";
import { insertWaiting } from "../store/waiting.ts";

const REF_BYTES = 16;

/** What the door needs of an action's or reaction's context. */
export type Appending = Pick<ActionContext, "tx" | "now" | "tenant" | "house" | "random" | "newId">;

export type PublicLeaf = LeafHead & {
  /** Everything official of the thing, and nothing personal: it is mirrored beside the log for good. `title` names it in lists. */
  readonly content: JsonObject & { readonly title: string };
};

export type SealedValue = {
  readonly value: JsonValue;
  /** Shown to everybody until it is erased; otherwise `openSealed` alone gives it out. */
  readonly shown: boolean;
};

export type SealedLeaf = LeafHead & {
  /** Each may be erased by itself while the rest stays proved. A shown `title` names the thing in lists. */
  readonly fields: Readonly<Record<string, SealedValue>>;
  /** Whose officials may open what is not shown; left out, the tenant's whole area. */
  readonly area?: string;
};

/**
 * Puts something official on the record, in the transaction of the act itself: it is in the log within a minute of the commit, or
 * the act never happened. For what nobody will ever want erased.
 */
export function appendPublic(context: Appending, { kind, subject, content }: PublicLeaf): void {
  insertWaiting(context.tx, context.newId(), { kind, subject }, makePublicLeaf({ kind, subject }, content, sourceOf(context)));
}

/** The same for what holds a name or a text somebody may have erased: the log holds salted commitments, field by field. */
export function appendSealed(context: Appending, { kind, subject, fields, area }: SealedLeaf): void {
  const values = Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));
  const { openings, commitments } = sealFields(values, () => context.random(SALT_BYTES));
  const title = fields["title"]?.shown === true && typeof fields["title"].value === "string" ? fields["title"].value : "";
  const kept = Object.entries(openings).map(([name, opening]) => ({ name, opening, shown: fields[name]?.shown === true }));
  const shown = kept.filter((field) => field.shown).map(({ name }) => name);
  const made = makeSealedLeaf({ kind, subject }, { commitments, shown, title }, sourceOf(context));
  insertSealedFields(context.tx, context.house.keys, made.ref, area ?? context.tenant.rootPath, kept);
  insertWaiting(context.tx, context.newId(), { kind, subject }, made);
}

/** Says that a thing on the record holds no longer: whoever looks for it in the house finds it gone, and here why. */
export function appendWithdrawn(context: Appending, { kind, subject, content }: PublicLeaf): void {
  insertWaiting(context.tx, context.newId(), { kind, subject }, makeWithdrawnLeaf({ kind, subject }, content, sourceOf(context)));
}

function sourceOf(context: Appending): LeafSource {
  return { ref: context.random(REF_BYTES), on: legalDay(context.now) };
}
