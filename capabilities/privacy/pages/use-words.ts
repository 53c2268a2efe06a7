import type { Translate } from "#ui-kit/index.ts";
import { keyOf } from "../contract/held-view.ts";

/** What a use is called: one that a capability declares, a consent, or a purpose that columns name. */
export function sayUse(t: Translate, purpose: string): string {
  const key = keyOf(purpose);
  for (const title of [`uses.of.${key}.title`, `consents.purposes.${key}.title`]) if (t.has(title)) return t(title);
  const [capability = "", ...rest] = purpose.split(".");
  const words = `purposes.${rest.join(".")}`;
  return `${t(`capabilities.${capability}`)} · ${t.has(words) ? t(words) : purpose}`;
}
