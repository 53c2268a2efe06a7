import type { Plugin } from "vite";
import { join } from "node:path";
import { houseMessages, pageFolders, readPageList, type PageFolder } from "./gather-pages.ts";

const MESSAGES = "virtual:gongzhi/messages";
const MENUS = "virtual:gongzhi/menus";
const HOME = "virtual:gongzhi/home";

/**
 * Three modules made at build time: `virtual:gongzhi/messages` (loaders of each namespace's texts, so that a hydrated page
 * fetches only its own), `virtual:gongzhi/menus` and `virtual:gongzhi/home` (what each capability puts into the menu and on the home page).
 */
export function pagesPlugin(): Plugin {
  return {
    name: "gongzhi-pages",
    resolveId: (id) => ([MESSAGES, MENUS, HOME].includes(id) ? `\0${id}` : undefined),
    async load(id) {
      if (id === `\0${MESSAGES}`) return messagesModule(pageFolders());
      if (id === `\0${MENUS}`) return menusModule(pageFolders());
      if (id === `\0${HOME}`) return await homeModule(pageFolders());
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

async function homeModule(folders: readonly PageFolder[]): Promise<string> {
  const imports: string[] = [];
  const parts: string[] = [];
  for (const { capability, folder, routesFile } of folders) {
    if (routesFile === undefined) continue;
    for (const part of (await readPageList(routesFile)).home ?? []) {
      imports.push(`import * as part${parts.length} from ${JSON.stringify(join(folder, "pages", part.module))};`);
      parts.push(`{ capability: ${JSON.stringify(capability)}, part: ${JSON.stringify(part)}, module: part${parts.length} }`);
    }
  }
  return `${imports.join("\n")}\nexport const parts = [${parts.join(", ")}];\n`;
}
