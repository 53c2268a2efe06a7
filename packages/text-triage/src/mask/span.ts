/** What kind of personal datum stands there. */
export type PersonalKind = "name" | "phone" | "identity" | "plate" | "address" | "bank-card" | "email" | "account";

/** Characters `from` … before `to` of the text (UTF-16 code units). */
export type Span = { readonly kind: PersonalKind; readonly from: number; readonly to: number };

/** All matches of a pattern as spans; with a capture named `it`, only that part. */
export function findAll(text: string, pattern: RegExp, kind: PersonalKind): Span[] {
  return [...text.matchAll(pattern)].map((match) => {
    const part = match.groups?.["it"] ?? match[0];
    const from = match.index + (part === match[0] ? 0 : match[0].lastIndexOf(part));
    return { kind, from, to: from + part.length };
  });
}
