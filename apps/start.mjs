// `npm start`: on a bare clone installs, builds and starts the house; any Node >= 20 can begin it.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled, NODE_24, ROOT, runOnNode24 } from "../tools/on-node-24.mjs";

const [major = 0] = process.versions.node.split(".").map(Number);
if (major < 20) {
  process.stderr.write(`gongzhi: Node ${process.versions.node} is too old: install Node 20.19 or newer.\n`);
  process.exit(2);
}
if (process.platform !== "linux" || process.arch !== "x64") {
  process.stderr.write(
    `gongzhi: ${process.platform} ${process.arch} has no embedded database here: set DATABASE_URL to a PostgreSQL 15 or newer.\n`,
  );
  if (!process.env.DATABASE_URL) process.exit(2);
}
process.stderr.write("Gongzhi 共治\n");
ensureInstalled();
const build = spawnSync(NODE_24, [join(ROOT, "tools", "build-web.mjs")], { stdio: ["ignore", 2, 2] });
if (build.status !== 0) {
  process.stderr.write("gongzhi: the pages could not be built: see the lines above.\n");
  process.exit(build.status ?? 1);
}
process.exitCode = await runOnNode24("apps/server/main.ts", process.argv.slice(2), {
  cwd: ROOT,
  env: { NODE_ENV: "production" },
  nodeArgs: [...(existsSync(join(ROOT, ".env")) ? [`--env-file=${join(ROOT, ".env")}`] : []), "--enable-source-maps"],
});
