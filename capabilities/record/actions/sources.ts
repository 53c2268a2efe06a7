import type { JsonObject, JsonValue } from "@gongzhi/merkle-log";
import type { ActionContext } from "#platform/capability.ts";

/** The point at which capabilities contribute what they put on the record, by kind. */
export const SOURCES = "record.sources";

/** One thing that is official now, as the capability's own tables have it. */
export type CurrentThing = {
  readonly subject: string;
  /** Of a public leaf: the very content that was appended. */
  readonly content?: JsonObject;
  /** Of a sealed leaf: the shown fields; one that was erased is left out. */
  readonly fields?: Readonly<Record<string, JsonValue>>;
};

/** A field that goes, and every text it held: what stands for them in the capability's own rows goes with them. */
export type ErasedField = { readonly field: string; readonly words: readonly string[] };

export type Which =
  | { readonly subjects: readonly string[] }
  /** A page of all of them by subject, in the order of code units (`collate "C"`). */
  | { readonly after: string; readonly limit: number };

/**
 * What a kind of leaf is about, as it stands now: whoever verifies the record compares it with what was recorded, so that a row
 * changed, removed or added past the house is found. Read as a visitor: whatever is official is public.
 */
export type RecordSource = {
  /** What lists call it: 制度. */
  readonly name: string;
  readonly nameEn: string;
  readonly current: (context: ActionContext, which: Which) => Promise<readonly CurrentThing[]>;
  /**
   * Empties a field wherever the capability itself shows it, in the transaction that erases it from the record; left out, nothing of
   * this kind can be erased.
   */
  readonly erase?: {
    readonly fields: readonly string[];
    readonly run: (context: ActionContext, subject: string, erased: ErasedField) => Promise<void>;
    /** How subjects of what is published of the same thing begin: what says the same in that field goes with it. */
    readonly together?: (subject: string) => string;
  };
  /** Where it is read, below `/t/<slug>/`; left out, it has no page. */
  readonly page?: (subject: string) => string;
};

/** The point at which capabilities say where they keep copies, not published yet, of what others published; by table. */
export const COPIES = "record.copies";

/** Words that were erased, and of which places (`division_path`) what showed them was: copies are begun there, above and below. */
export type ErasedWords = { readonly words: readonly string[]; readonly paths: readonly string[] };

/** Takes erased words out of such copies, in the transaction that erases them. */
export type EraseCopies = (context: ActionContext, erased: ErasedWords) => Promise<void>;

export function copiesOf({ offered }: Pick<ActionContext, "offered">): readonly EraseCopies[] {
  return [...(offered.contributed.get(COPIES) ?? new Map<string, unknown>()).values()] as readonly EraseCopies[];
}

export function sourcesOf({ offered }: Pick<ActionContext, "offered">): ReadonlyMap<string, RecordSource> {
  return (offered.contributed.get(SOURCES) ?? new Map<string, unknown>()) as ReadonlyMap<string, RecordSource>;
}
