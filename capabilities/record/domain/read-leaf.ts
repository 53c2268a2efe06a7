/** A leaf as its text says. */
export type Leaf = {
  readonly v: 1;
  readonly ref: string;
  readonly kind: string;
  readonly subject: string;
  readonly on: string;
} & (
  | { readonly leaf: "public" | "withdrawn"; readonly content: string }
  | { readonly leaf: "sealed"; readonly fields: Readonly<Record<string, string>>; readonly shown: readonly string[] }
);

/** Of a leaf this house made (`make-leaf.ts`). */
export function readLeaf(text: string): Leaf {
  return JSON.parse(text) as Leaf;
}
