import { FOLD } from "./fold.ts";

/** Longest word a dictionary holds, in characters: longer ones are almost always joined by mistake, and never matched. */
export const WORD_LENGTH_MAX = 8;

/** What a matched word is: kept as a word, or dropped because it only holds the sentence together. */
export const NO_WORD = 0;
export const CONTENT_WORD = 1;
export const FUNCTION_WORD = 2;

/** Words read from their last character to their first, for maximal matching from the end of a run. */
export type WordTrie = {
  /** First character (the word's last) → node, 0 if none. */
  readonly roots: Int32Array;
  /** Open addressing over (node, character): the child, 0 if the slot is free. */
  readonly slotNode: Int32Array;
  readonly slotUnit: Uint16Array;
  readonly slotChild: Int32Array;
  /** Node → NO_WORD, CONTENT_WORD or FUNCTION_WORD. */
  readonly kinds: Uint8Array;
};

/** Builds the trie; a word in both lists is a function word. Words are folded; those longer than the limit are left out. */
export function buildWordTrie(contentWords: Iterable<string>, functionWords: Iterable<string>): WordTrie {
  const words = new Map<string, number>();
  for (const word of contentWords) words.set(foldWord(word), CONTENT_WORD);
  for (const word of functionWords) words.set(foldWord(word), FUNCTION_WORD);
  words.delete("");
  let letters = 1;
  for (const word of words.keys()) if (word.length <= WORD_LENGTH_MAX) letters += word.length;
  // Half-empty at most: a failed look-up, the usual one, ends at the first free slot.
  const slots = 2 ** Math.ceil(Math.log2(letters * 2 + 16));
  const trie = {
    roots: new Int32Array(65_536),
    slotNode: new Int32Array(slots),
    slotUnit: new Uint16Array(slots),
    slotChild: new Int32Array(slots),
    kinds: new Uint8Array(letters + 1),
  };
  let nodes = 0;
  for (const [word, kind] of words) {
    if (word.length > WORD_LENGTH_MAX) continue;
    let node = 0;
    for (let at = word.length - 1; at >= 0; at -= 1) {
      const unit = word.charCodeAt(at);
      let next = node === 0 ? trie.roots[unit]! : childOf(trie, node, unit);
      if (next === 0) {
        nodes += 1;
        next = nodes;
        addChild(trie, node, unit, next);
      }
      node = next;
    }
    trie.kinds[node] = kind;
  }
  return trie;
}

/** The node reached from `node` by one more character to the left, or 0. */
export function childOf(trie: WordTrie, node: number, unit: number): number {
  const mask = trie.slotNode.length - 1;
  let slot = slotHash(node, unit) & mask;
  for (;;) {
    const child = trie.slotChild[slot]!;
    if (child === 0) return 0;
    if (trie.slotNode[slot] === node && trie.slotUnit[slot] === unit) return child;
    slot = (slot + 1) & mask;
  }
}

function addChild(trie: WordTrie, node: number, unit: number, child: number): void {
  if (node === 0) {
    trie.roots[unit] = child;
    return;
  }
  const mask = trie.slotNode.length - 1;
  let slot = slotHash(node, unit) & mask;
  while (trie.slotChild[slot] !== 0) slot = (slot + 1) & mask;
  trie.slotNode[slot] = node;
  trie.slotUnit[slot] = unit;
  trie.slotChild[slot] = child;
}

function slotHash(node: number, unit: number): number {
  const mixed = Math.imul(node, 0x9e37_79b1) ^ Math.imul(unit, 0x85eb_ca6b);
  return mixed ^ (mixed >>> 15);
}

function foldWord(word: string): string {
  let folded = "";
  for (let at = 0; at < word.length; at += 1) {
    const unit = FOLD[word.charCodeAt(at)]!;
    if (unit !== 0) folded += String.fromCharCode(unit);
  }
  return folded;
}
