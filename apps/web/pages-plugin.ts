import type { Plugin } from "vite";
import { houseMessages, pageFolders, type PageFolder } from "./gather-pages.ts";

const MESSAGES = "virtual:gongzhi/messages";
const MENUS = "virtual:gongzhi/menus";

/**
 * Two modules made at build time: `virtual:gongzhi/messages` (loaders of each namespace's texts, so that a hydrated page
 * fetches only its own) and `virtual:gongzhi/menus` (what each capability puts into the menu).
 */
export function pagesPlugin(): Plugin {
  return {
    name: "gongzhi-pages",
    resolveId: (id) => (id === MESSAGES || id === MENUS ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${MESSAGES}`) return messagesModule(pageFolders());
      if (id === `\0${MENUS}`) return menusModule(pageFolders());
      return undefined;
    },
  };
}

function messagesModule(folders: readonly PageFolder[]): string {
  const all = { ...houseMessages(), ...Object.fromEntries(folders.map(({ capability, messages }) => [capability, messages])) };
  const namespaces = Object.entries(all).map(([namespace, files]) => {
    const loaders = Object.entries(files).map(
      ([locale, file]) => `${JSON.stringify(locale)}: () => import(${JSON.stringify(file)})`,
    );
    return `${JSON.stringify(namespace)}: { ${loaders.join(", ")} }`;
  });
  return `export const messageLoaders = {\n${namespaces.join(",\n")}\n};\n`;
}

function menusModule(folders: readonly PageFolder[]): string {
  const withPages = folders.filter(({ routesFile }) => routesFile !== undefined);
  const imports = withPages.map(({ routesFile }, place) => `import * as list${place} from ${JSON.stringify(routesFile)};`);
  const entries = withPages.map(
    ({ capability }, place) => `{ capability: ${JSON.stringify(capability)}, entries: list${place}["menu"] ?? [] }`,
  );
  return `${imports.join("\n")}\nexport const menus = [${entries.join(", ")}];\n`;
}
