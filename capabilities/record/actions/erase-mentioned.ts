import type { ActionContext } from "#platform/capability.ts";
import { ERASURE_KIND, erasureContent } from "../domain/erasure-content.ts";
import { addErasure, settleErasure } from "../store/erasures.ts";
import { findEntryOfRef } from "../store/find-entries.ts";
import { findSealedPage } from "../store/sealed-fields.ts";
import { appendPublic } from "./append.ts";
import { sourcesOf } from "./sources.ts";
import { findShown, takeField } from "./take-field.ts";

/** Fields of a step: each is decrypted, which takes some microseconds. */
const PAGE = 1_000;

export type TwoPersons = { readonly askedBy: string; readonly decidedBy: string };

export type MentionsErased = {
  readonly erased: number;
  /** Fields that hold the words and that nothing can be taken from: of a kind, or in a part, that is never erased. */
  readonly kept: number;
  /** Those that wait for their place in the log: to be looked at again in a moment. */
  readonly waiting: number;
  readonly next: string | undefined;
};

/**
 * Erases every field of the record that holds some words, page by page, as two persons decided: value and salt go, from where the
 * capability shows it too, and each erasure is a public leaf of its own.
 * @param holds told a field's whole value as JSON
 */
export async function eraseMentioned(
  context: ActionContext,
  by: TwoPersons,
  holds: (value: string) => boolean,
  after: string,
): Promise<MentionsErased> {
  const { tx, house } = context;
  const page = await findSealedPage(tx, house.keys, after, PAGE);
  let [erased, kept, waiting] = [0, 0, 0];
  for (const { ref, name, opening } of page.fields) {
    if (opening === undefined || !holds(JSON.stringify(opening))) continue;
    const entry = await findEntryOfRef(tx, ref);
    if (entry === undefined) waiting += 1;
    else if (await eraseOne(context, by, entry, name)) erased += 1;
    else kept += 1;
  }
  return { erased, kept, waiting, next: page.next };
}

type Entry = { readonly index: number; readonly kind: string; readonly subject: string };

/** @returns whether it is gone now, or was already through an entry before */
async function eraseOne(
  context: ActionContext,
  by: TwoPersons,
  { index, kind, subject }: Entry,
  field: string,
): Promise<boolean> {
  const { tx } = context;
  const source = sourcesOf(context).get(kind)?.erase;
  if (source?.fields.includes(field) !== true) return false;
  const shown = await findShown(context, { kind, subject }, field);
  const [first] = shown.showing;
  if (first === undefined) return true;
  const erasure = { index, kind, subject, field, ground: "consent", asked_by: by.askedBy } as const;
  const id = context.newId();
  const entries = shown.showing.map((one) => one.index);
  if (!(await addErasure(tx, { ...erasure, id, division_path: first.division_path }))) return false;
  await takeField(context, shown);
  await settleErasure(tx, id, { state: "erased", by: by.decidedBy, entries });
  appendPublic(context, {
    kind: ERASURE_KIND,
    subject: id,
    content: erasureContent({ ...erasure, entries, decided_by: by.decidedBy }),
  });
  return true;
}
