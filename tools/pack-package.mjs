// `node tools/pack-package.mjs NAME [FOLDER]`: makes packages/NAME into a tarball `npm publish` takes, in FOLDER (or here).
import { ensureInstalled, runOnNode24 } from "./on-node-24.mjs";

ensureInstalled();
process.exitCode = await runOnNode24("tools/pack/main.ts", process.argv.slice(2));
