// `npm run check`: installs on a bare clone, then runs formatter, linter, compiler, dead-code finder and house rules.
import { ensureInstalled, runOnNode24 } from "./on-node-24.mjs";

ensureInstalled();
process.exitCode = await runOnNode24("tools/checks/main.ts", process.argv.slice(2));
