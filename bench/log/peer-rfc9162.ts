export type Peer = {
  readonly treeHead: (entries: readonly Uint8Array[]) => Uint8Array;
  readonly inclusionProof: (index: number, entries: readonly Uint8Array[]) => unknown;
};

type Rfc9162 = {
  readonly treeHead: (entries: readonly Uint8Array[]) => Uint8Array;
  readonly inclusionProof: (entry: Uint8Array, entries: readonly Uint8Array[]) => unknown;
};

/** npm `@transmute/rfc9162` as its documentation shows. Undefined: not installed. */
export async function openPeer(): Promise<Peer | undefined> {
  const module = (await import("@transmute/rfc9162").catch(() => undefined)) as
    | { readonly default: { readonly default?: Rfc9162 } & Rfc9162 }
    | undefined;
  if (module === undefined) return undefined;
  const peer = module.default.default ?? module.default;
  return { treeHead: peer.treeHead, inclusionProof: (index, entries) => peer.inclusionProof(entries[index]!, entries) };
}
