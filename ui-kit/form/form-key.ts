import type { FormValues } from "./read-fields.ts";

/**
 * The idempotency key of one form of one document: sent twice (a second click, a lost answer) it is done once. What the form held
 * when it was drawn is part of it, so that the buttons of two rows are two acts.
 */
export function formKey(documentKey: string, name: string, values: FormValues): string {
  return `${documentKey}-${shortHash(`${name}\n${JSON.stringify(values)}`)}`;
}

/** FNV-1a, 32 bits: tells a page's few forms apart; nothing rests on its strength. */
export function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
