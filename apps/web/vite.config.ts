import { fileURLToPath } from "node:url";
import { reactRouter } from "@react-router/dev/vite";
import { defineConfig } from "vite";
import { pagesPlugin } from "./pages-plugin.ts";

/** WeChat's browser on phones of 2019 and later; older ones get the pages without script, which work as well. */
const BROWSERS = ["chrome86", "safari14"];

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [pagesPlugin(), reactRouter()],
  environments: {
    client: {
      build: {
        target: BROWSERS,
        // The door of the ui-kit names all of it; a page gets what it uses of it, and no chart or map besides.
        rolldownOptions: { treeshake: { moduleSideEffects: (id) => !/\/ui-kit\/.*\.tsx?$/.test(id) } },
      },
    },
    ssr: { build: { target: "node24" } },
  },
  build: {
    cssTarget: BROWSERS,
    // CSP allows pictures and fonts of our own origin, and a data: address is copied into every page that uses it.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
});
