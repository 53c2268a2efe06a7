import { sign, verify } from "node:crypto";
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addKey, openKeys } from "./keys.ts";

let folder: string;
let keysFolder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "keys-"));
  keysFolder = join(folder, "keys");
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe("keys on disk", () => {
  test("the first start makes them, private; the second finds the same", async () => {
    const first = await openKeys(keysFolder, { mayMake: true });
    expect(first.made).toEqual(["fields", "index", "tokens", "sealed", "log"]);
    expect((await stat(keysFolder)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(keysFolder)) expect((await stat(join(keysFolder, name))).mode & 0o777).toBe(0o600);
    const second = await openKeys(keysFolder, { mayMake: false });
    expect(second.made).toEqual([]);
    expect(second.fields.current.key.equals(first.fields.current.key)).toBe(true);
    expect(second.log.publicKey.equals(first.log.publicKey)).toBe(true);
  });

  test("each purpose has a key of its own, and no key can be printed", async () => {
    const keys = await openKeys(keysFolder, { mayMake: true });
    const exported = [keys.fields, keys.index, keys.tokens, keys.sealed].map((ring) => ring.current.key.export().toString("hex"));
    expect(new Set(exported).size).toBe(4);
    const printed = inspect(keys, { depth: 10 }) + JSON.stringify(keys);
    for (const hex of exported) expect(printed.includes(hex)).toBe(false);
  });

  test("the log key signs", async () => {
    const { log } = await openKeys(keysFolder, { mayMake: true });
    const message = Buffer.from("checkpoint");
    expect(verify(null, message, log.publicKey, sign(null, message, log.privateKey))).toBe(true);
  });

  test("ten processes' worth of first starts at once agree", async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => openKeys(keysFolder, { mayMake: true })));
    const keys = new Set(all.map((each) => each.fields.current.key.export().toString("hex")));
    expect(keys.size).toBe(1);
    expect((await readdir(keysFolder)).length).toBe(5);
  });

  test("a lost key stops the start once data exists", async () => {
    await openKeys(keysFolder, { mayMake: true });
    await rm(join(keysFolder, "fields.1.key"));
    await expect(openKeys(keysFolder, { mayMake: false })).rejects.toMatchObject({ code: "key-missing" });
  });

  test("files or a folder open to others are refused, with the command that mends it", async () => {
    await openKeys(keysFolder, { mayMake: true });
    const file = join(keysFolder, "index.1.key");
    await chmod(file, 0o640);
    await expect(openKeys(keysFolder, { mayMake: false })).rejects.toThrow(`chmod 600 ${file}`);
    await chmod(file, 0o600);
    await chmod(keysFolder, 0o755);
    await expect(openKeys(keysFolder, { mayMake: false })).rejects.toThrow(`chmod 700 ${keysFolder}`);
  });

  test("every damaged byte of a key file is found, and the message holds no key", async () => {
    await openKeys(keysFolder, { mayMake: true });
    const file = join(keysFolder, "sealed.1.key");
    const right = await readFile(file, "utf8");
    for (let at = 0; at < right.length - 1; at += 1) {
      const wrong = right.slice(0, at) + (right[at] === "A" ? "B" : "A") + right.slice(at + 1);
      await writeFile(file, wrong);
      const fault = await openKeys(keysFolder, { mayMake: false }).catch((error: unknown) => error);
      expect(fault).toMatchObject({ code: "key-damaged" });
      expect(String(fault)).not.toContain(right.split(" ")[4]);
    }
  });

  test("a key that is a symbolic link, or lies under another key's name, is refused", async () => {
    await openKeys(keysFolder, { mayMake: true });
    const index = await readFile(join(keysFolder, "index.1.key"));
    await writeFile(join(keysFolder, "fields.1.key"), index);
    await expect(openKeys(keysFolder, { mayMake: false })).rejects.toMatchObject({ code: "key-damaged" });
    await rm(join(keysFolder, "fields.1.key"));
    await symlink(join(keysFolder, "index.1.key"), join(keysFolder, "fields.1.key"));
    await expect(openKeys(keysFolder, { mayMake: false })).rejects.toMatchObject({ code: "key-kind" });
  });

  test("an added key writes, the older ones still read", async () => {
    await openKeys(keysFolder, { mayMake: true });
    expect(await addKey(keysFolder, "fields")).toBe(2);
    const { fields } = await openKeys(keysFolder, { mayMake: false });
    expect(fields.current.id).toBe(2);
    expect(fields.all.map((key) => key.id)).toEqual([2, 1]);
  });
});
