import type { Config } from "@react-router/dev/config";
import { buildFolder } from "./gather-pages.ts";
import { precompress } from "./precompress.ts";

export default {
  appDirectory: ".",
  buildDirectory: buildFolder(),
  ssr: true,
  // A page that is hydrated loads whole documents when it is left, so no other route's manifest is ever fetched.
  routeDiscovery: { mode: "lazy" },
  buildEnd: ({ reactRouterConfig }) => precompress(`${reactRouterConfig.buildDirectory}/client/assets`),
} satisfies Config;
