import type { Translate } from "#ui-kit/index.ts";

/** What readers call a field of an entry; one the house has no word for goes by its code. */
export function nameOf(t: Translate, name: string): string {
  return t.has(`names.${name}`) ? t(`names.${name}`) : name;
}
