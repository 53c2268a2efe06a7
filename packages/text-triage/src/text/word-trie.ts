import { FOLD } from "./fold.ts";

/** Longest word a dictionary holds, in characters: longer ones are almost always joined by mistake, and never matched. */
export const WORD_LENGTH_MAX = 8;

/** What a matched word is: kept as a word, or dropped because it only holds the sentence together. */
export const NO_WORD = 0;
export const CONTENT_WORD = 1;
export const FUNCTION_WORD = 2;

/** Whether longer words end on the characters so far: most words have none, and need no further look-up. */
export const LONGER = 4;
/** The bits of a node that tell what the characters so far are. */
export const KIND = 3;
const PLACE_SHIFT = 3;

/**
 * Words read from their last character to their first, for maximal matching from the end of a run. A node is one number: its
 * place above three bits that tell what the characters so far are (`NO_WORD`, `CONTENT_WORD`, `FUNCTION_WORD`) and whether longer
 * words end on them; 0 is no node.
 */
export type WordTrie = {
  /** First character (the word's last) → node. */
  readonly roots: Int32Array;
  /**
   * Open addressing over (node, character) → child, exact, two numbers a slot: the node's place and the character's upper 12
   * bits; the child and the character's lower 4. A look-up that goes wrong, the usual one, touches one line of the cache.
   */
  readonly slots: Int32Array;
  /** One bit a pair of characters, set where some word ends on such a pair: most pairs of a text end none. */
  readonly pairs: Int32Array;
};

/** 64 kB, which stay in a core's own cache. */
const PAIR_BITS = 19;

/** Nodes a trie holds: their places have 20 bits. */
const NODES_MAX = 2 ** 20;

/** Builds the trie; a word in both lists is a function word. Words are folded; those longer than the limit are left out. */
export function buildWordTrie(contentWords: Iterable<string>, functionWords: Iterable<string>): WordTrie {
  const words = new Map<string, number>();
  for (const word of contentWords) words.set(foldWord(word), CONTENT_WORD);
  for (const word of functionWords) words.set(foldWord(word), FUNCTION_WORD);
  words.delete("");
  let letters = 1;
  for (const word of words.keys()) if (word.length <= WORD_LENGTH_MAX) letters += word.length;
  if (letters >= NODES_MAX) throw new RangeError(`a dictionary of ${letters} letters is above ${NODES_MAX}`);
  const trie = {
    roots: new Int32Array(65_536),
    slots: slotsFor(letters),
    pairs: new Int32Array(2 ** (PAIR_BITS - 5)),
  };
  let nodes = 0;
  for (const [word, kind] of words) {
    if (word.length > WORD_LENGTH_MAX) continue;
    if (word.length > 1) {
      const hash = pairHash(word.charCodeAt(word.length - 1), word.charCodeAt(word.length - 2));
      trie.pairs[hash >>> 5]! |= 1 << hash;
    }
    let node = 0;
    for (let at = word.length - 1; at >= 0; at -= 1) {
      const unit = word.charCodeAt(at);
      const told = at === 0 ? kind : LONGER;
      const known = at === word.length - 1 ? trie.roots[unit]! : childOf(trie, node, unit);
      if (known === 0) nodes += 1;
      const next = (known === 0 ? nodes << PLACE_SHIFT : known) | told;
      if (next !== known) {
        if (at === word.length - 1) trie.roots[unit] = next;
        else setChild(trie, node, unit, next);
      }
      node = next;
    }
  }
  return { ...trie, slots: withoutRoom(trie.slots) };
}

/** Half full at most: a failed look-up ends at the first free slot. */
function slotsFor(children: number): Int32Array<ArrayBuffer> {
  return new Int32Array(2 * 2 ** Math.ceil(Math.log2(children * 2 + 16)));
}

/** Words share their ends, so that there are fewer nodes than letters: the rest of the room would only cost cache. */
function withoutRoom(slots: Int32Array): Int32Array {
  let used = 0;
  for (let slot = 1; slot < slots.length; slot += 2) if (slots[slot] !== 0) used += 1;
  const narrow = slotsFor(used);
  const last = narrow.length - 1;
  for (let from = 0; from < slots.length; from += 2) {
    const [key, child] = [slots[from]!, slots[from + 1]!];
    if (child === 0) continue;
    let slot = (slotHash(key >>> 12, ((key & 0xfff) << 4) | (child & 15)) << 1) & last;
    while (narrow[slot + 1] !== 0) slot = (slot + 2) & last;
    narrow[slot] = key;
    narrow[slot + 1] = child;
  }
  return narrow;
}

/** The node reached from `node` by one more character to the left, or 0. */
export function childOf(trie: WordTrie, node: number, unit: number): number {
  const { slots } = trie;
  const last = slots.length - 1;
  const place = node >> PLACE_SHIFT;
  const key = (place << 12) | (unit >>> 4);
  let slot = (slotHash(place, unit) << 1) & last;
  for (;;) {
    const child = slots[slot + 1]!;
    if (child === 0) return 0;
    if (slots[slot] === key && ((child ^ unit) & 15) === 0) return child >>> 4;
    slot = (slot + 2) & last;
  }
}

/** Whether a word may end on these two characters; false only if none does. */
export function mayEndOn({ pairs }: WordTrie, last: number, before: number): boolean {
  const hash = pairHash(last, before);
  return ((pairs[hash >>> 5]! >>> hash) & 1) === 1;
}

function pairHash(last: number, before: number): number {
  return (Math.imul(last, 0x9e37_79b1) ^ Math.imul(before, 0x85eb_ca6b)) >>> (32 - PAIR_BITS);
}

function setChild(trie: WordTrie, node: number, unit: number, child: number): void {
  const { slots } = trie;
  const last = slots.length - 1;
  const place = node >> PLACE_SHIFT;
  const key = (place << 12) | (unit >>> 4);
  let slot = (slotHash(place, unit) << 1) & last;
  while (slots[slot + 1] !== 0 && !(slots[slot] === key && ((slots[slot + 1]! ^ unit) & 15) === 0)) slot = (slot + 2) & last;
  slots[slot] = key;
  slots[slot + 1] = (child << 4) | (unit & 15);
}

function slotHash(place: number, unit: number): number {
  const mixed = Math.imul(place, 0x9e37_79b1) ^ Math.imul(unit, 0x85eb_ca6b);
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
