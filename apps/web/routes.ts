import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { index, layout, route, type RouteConfig, type RouteConfigEntry } from "@react-router/dev/routes";
import { HOUSE_PAGES, pageFolders, readPageList, type PageFolder } from "./gather-pages.ts";

const APP_DIRECTORY = dirname(fileURLToPath(import.meta.url));

/** Every page of every capability, the display switches, and the page for whatever is not there. */
export default (async () => {
  const gathered: RouteConfigEntry[] = [];
  for (const folder of pageFolders()) gathered.push(...(await routesOf(folder)));
  return [
    // Below the root, so that the page which says what went wrong still knows its reader, the menu and the hour.
    layout("./shell/guard.tsx", { id: "web/guard" }, [
      ...HOUSE_PAGES.map(({ path, module }) => route(path, `./${module}`, { id: `web/${module}` })),
      ...gathered,
      route("*", "./not-found.tsx", { id: "web/not-found" }),
    ]),
    route("display", "./display.ts", { id: "web/display" }),
  ];
})() satisfies RouteConfig;

async function routesOf({ capability, folder, routesFile }: PageFolder): Promise<RouteConfigEntry[]> {
  if (routesFile === undefined) return [];
  const { pages } = await readPageList(routesFile);
  return pages.map(({ path, module }) => {
    const file = relative(APP_DIRECTORY, join(folder, "pages", module));
    const pattern = path.replace(/^\/+|\/+$/g, "");
    // A module may serve two paths, so its file's name alone is not an id. The first part names the messages to load.
    const id = `${capability}/${module.replace(/^\.\//, "").replace(/\.tsx?$/, "")}@/${pattern}`;
    return pattern === "" ? index(file, { id }) : route(pattern, file, { id });
  });
}
