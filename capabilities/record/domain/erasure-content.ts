import type { JsonObject } from "@gongzhi/merkle-log";

export const ERASURE_KIND = "record.erasure";

type Erasure = {
  /** Of the entries it was erased from, counted from 0. */
  readonly entries: readonly number[];
  readonly field: string;
  readonly ground: string;
  readonly asked_by: string;
  readonly decided_by: string | null;
};

/** What an erasure puts on the record: from where, which field, on what ground, by which two persons; not a word of what it was. */
export function erasureContent({
  entries,
  field,
  ground,
  asked_by,
  decided_by,
}: Erasure): JsonObject & { readonly title: string } {
  const numbers = entries.map((index) => index + 1).join("、");
  return {
    title: `抹去第 ${numbers} 条存证的一项内容`,
    entries: [...entries],
    fields: [field],
    ground,
    by: [{ person: asked_by }, { person: decided_by }],
  };
}
