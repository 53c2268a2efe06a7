// `npm test`: installs on a bare clone, then runs every lane on Node 24. See tools/README.md.
import { ensureInstalled, runOnNode24 } from "./on-node-24.mjs";

const startedAt = Date.now();
ensureInstalled();
process.exitCode = await runOnNode24("tools/test-lanes/main.ts", process.argv.slice(2), {
  env: { GONGZHI_TEST_STARTED_MS: String(startedAt) },
});
