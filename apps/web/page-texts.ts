import { messageLoaders } from "virtual:gongzhi/messages";
import { createTexts, type Locale, type MessageTree, type Texts } from "#ui-kit/index.ts";

const loaded: Record<string, Record<string, MessageTree>> = {};
let make: ((locale: Locale) => Texts) | undefined;

/** Fetches the texts of some namespaces in one language; on the server, all of both. */
export async function loadTexts(locale?: string, namespaces: readonly string[] = Object.keys(messageLoaders)): Promise<void> {
  await Promise.all(namespaces.map(async (namespace) => loadNamespace(namespace, locale)));
  make = createTexts(loaded, { strict: isStrict() });
}

async function loadNamespace(namespace: string, locale: string | undefined): Promise<void> {
  for (const [name, load] of Object.entries(messageLoaders[namespace] ?? {})) {
    if (locale !== undefined && locale !== name) continue;
    const { default: tree } = await load();
    loaded[namespace] = { ...loaded[namespace], [name]: tree as MessageTree };
  }
}

/** One instance a request on the server; in a browser the page's own. */
export function textsFor(locale: Locale): Texts {
  if (make === undefined) throw new Error("The texts are not loaded yet");
  return make(locale);
}

/** Tests must not pass over a missing text; readers should see at least its key. */
function isStrict(): boolean {
  if (!import.meta.env.SSR) return false;
  return process.env["VITEST"] !== undefined || process.env["GONGZHI_STRICT_TEXT"] === "1";
}
