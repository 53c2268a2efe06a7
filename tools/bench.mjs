// `npm run bench [NAME …]`: installs on a bare clone, then measures on Node 24; JSON lines on stdout. See tools/README.md.
import { ensureInstalled, runOnNode24 } from "./on-node-24.mjs";

ensureInstalled();
// Garbage from one side of a comparison must not be collected on the other side's time.
process.exitCode = await runOnNode24("tools/benches/main.ts", process.argv.slice(2), { nodeArgs: ["--expose-gc"] });
