import type { ActionContext } from "#platform/capability.ts";
import { wordsOf } from "../domain/words-of.ts";
import { eraseFields, findShowing, findWaitingTogether, type Showing, type Together } from "../store/erasures.ts";
import { findSealedFields } from "../store/sealed-fields.ts";
import { copiesOf, sourcesOf } from "./sources.ts";

type Thing = { readonly kind: string; readonly subject: string };

export type FieldShown = {
  readonly field: string;
  /** Entries that show it: those about the thing, and those of its other versions that say the same in that field. */
  readonly showing: readonly Showing[];
  /** What it says, text by text. */
  readonly words: readonly string[];
  /** Whether something about the thing has no place in the log yet. */
  readonly waiting: boolean;
};

/** What one erasure takes away: a field of a thing, and the same words in the same field of whatever is published together with it. */
export async function findShown(context: ActionContext, thing: Thing, field: string): Promise<FieldShown> {
  const { tx, house } = context;
  const where = togetherOf(context, thing, field);
  const all = await findShowing(tx, where, field);
  const kept = await findSealedFields(
    tx,
    house.keys,
    all.map(({ ref }) => ref),
    "shown",
  );
  const values = new Map(kept.flatMap(({ ref, name, opening }) => (name === field && opening ? [[ref, opening.value]] : [])));
  const isOwn = ({ kind, subject }: Thing) => kind === thing.kind && subject === thing.subject;
  const textOf = ({ ref }: Showing) => JSON.stringify(values.get(ref));
  const own = all.filter(isOwn);
  const said = new Set(own.filter(({ ref }) => values.has(ref)).map(textOf));
  const showing = all.filter((one) => isOwn(one) || (values.has(one.ref) && said.has(textOf(one))));
  const words = new Set(own.flatMap(({ ref }) => wordsOf(values.get(ref) ?? null)));
  return { field, showing, words: [...words], waiting: await findWaitingTogether(tx, where) };
}

function togetherOf(context: ActionContext, { kind, subject }: Thing, field: string): Together {
  const sources = sourcesOf(context);
  const prefix = sources.get(kind)?.erase?.together?.(subject) ?? null;
  const owner = `${kind.slice(0, kind.indexOf("."))}.`;
  const siblings = [...sources].filter(([name, { erase }]) => name.startsWith(owner) && erase?.fields.includes(field) === true);
  return { kinds: prefix === null ? [kind] : siblings.map(([name]) => name), subject, prefix };
}

/** Value and salt go from every entry, and the words from wherever the capability shows them; in the caller's transaction. */
export async function takeField(context: ActionContext, { field, showing, words }: FieldShown): Promise<void> {
  const refs = showing.map(({ ref }) => ref);
  await eraseFields(context.tx, refs, field);
  const things = new Map(showing.map((one) => [`${one.kind} ${one.subject}`, one]));
  const sources = sourcesOf(context);
  for (const { kind, subject } of things.values()) await sources.get(kind)?.erase?.run(context, subject, { field, words });
  if (words.length === 0) return;
  const paths = [...new Set(showing.map(({ division_path }) => division_path))];
  for (const erase of copiesOf(context)) await erase(context, { words, paths });
}
