import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { PageRoute } from "../../platform/page.ts";
import type { HomePart, MenuEntry } from "../../ui-kit/shell/menu-entry.ts";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(dirname(HERE));

/** Where capabilities live. `GONGZHI_PAGES` names another folder of the same shape: the gallery of the ui-kit. */
export function pagesRoot(): string {
  return join(ROOT, process.env["GONGZHI_PAGES"] ?? "capabilities");
}

/** Where the build goes, relative to `apps/web`. Tests that build the gallery name a folder of their own below `build/`. */
export function buildFolder(): string {
  return process.env["GONGZHI_WEB_BUILD"] ?? "build";
}

export type PageFolder = {
  readonly capability: string;
  readonly folder: string;
  /** Its `pages/routes.ts`; undefined where a capability has messages and no pages. */
  readonly routesFile: string | undefined;
  readonly messages: Readonly<Record<string, string>>;
};

/** Every capability with pages or messages, by name. */
export function pageFolders(root: string = pagesRoot()): readonly PageFolder[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => describeFolder(root, entry.name))
    .sort((one, other) => (one.capability < other.capability ? -1 : 1));
}

function describeFolder(root: string, capability: string): PageFolder {
  const folder = join(root, capability);
  const routesFile = join(folder, "pages", "routes.ts");
  return {
    capability,
    folder,
    routesFile: existsSync(routesFile) ? routesFile : undefined,
    messages: messageFiles(join(folder, "messages")),
  };
}

/** The message files of a folder by locale: `zh-CN.json`, `en.json`. */
export function messageFiles(folder: string): Readonly<Record<string, string>> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return Object.fromEntries(files.map((name) => [name.slice(0, -".json".length), join(folder, name)]));
}

/** Messages that belong to no capability. */
export function houseMessages(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return { platform: messageFiles(join(HERE, "messages")), "ui-kit": messageFiles(join(ROOT, "ui-kit", "messages")) };
}

export type PageList = {
  readonly pages: readonly PageRoute[];
  readonly menu?: readonly MenuEntry[];
  readonly home?: readonly HomePart[];
};

/** The pages that are of no capability: what each of them puts there is gathered. */
export const HOUSE_PAGES: readonly PageRoute[] = [{ path: "t/:tenant", module: "home.tsx" }];

export async function readPageList(routesFile: string): Promise<PageList> {
  const loaded = (await import(/* @vite-ignore */ pathToFileURL(routesFile).href)) as Partial<PageList>;
  if (!Array.isArray(loaded.pages)) throw new Error(`${routesFile} must export \`pages: readonly PageRoute[]\``);
  return loaded as PageList;
}
