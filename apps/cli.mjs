// `npm run gongzhi -- COMMAND …`: installs on a bare clone, then runs the commands on Node 24.
import { ensureInstalled, runOnNode24 } from "../tools/on-node-24.mjs";

ensureInstalled();
process.exitCode = await runOnNode24("apps/cli/main.ts", process.argv.slice(2), { cwd: process.env.INIT_CWD });
