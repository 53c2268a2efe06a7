import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cleanFileName } from "./file-name.ts";
import { type FileStore, openFileStore } from "./store.ts";

let folder: string;
let store: FileStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "store-"));
  store = await openFileStore(join(folder, "files"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function keep(content: string) {
  const draft = store.draftPath();
  await writeFile(draft, content);
  return store.keep(draft);
}

test("a file is kept under its SHA-256, private, and read back", async () => {
  const kept = await keep("公告");
  expect(kept).toEqual({ sha256: createHash("sha256").update("公告").digest("hex"), bytes: 6 });
  expect(await text(await store.read(kept.sha256))).toBe("公告");
  expect(await store.has(kept.sha256)).toBe(true);
  expect((await stat(store.path(kept.sha256))).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, "files"))).mode & 0o777).toBe(0o700);
  expect(await readdir(join(folder, "files", "drafts"))).toEqual([]);
});

test("equal bytes lie once; the list names each; what is removed is gone, twice too", async () => {
  const [one, same, other] = [await keep("a"), await keep("a"), await keep("b")];
  expect(same).toEqual(one);
  const names: string[] = [];
  for await (const name of store.list()) names.push(name);
  expect(names).toEqual([one.sha256, other.sha256].sort());
  await store.remove(one.sha256);
  await store.remove(one.sha256);
  expect(await store.has(one.sha256)).toBe(false);
  await expect(store.read(one.sha256)).rejects.toThrow(one.sha256);
});

test("a byte changed behind our back shows when the file is read, and keeping it again mends it", async () => {
  const { sha256 } = await keep("每户 100 元");
  await writeFile(store.path(sha256), "每户 900 元");
  await expect(store.read(sha256).then(text)).rejects.toThrow(`stored file ${sha256} was changed`);
  await keep("每户 100 元");
  expect(await text(await store.read(sha256))).toBe("每户 100 元");
});

test("a name that is no SHA-256 is a bug, not a path", () => {
  expect(() => store.path("../../keys/fields.1.key")).toThrow(/SHA-256/);
  expect(() => store.remove("")).toThrow(/SHA-256/);
});

test("drafts of a crash are cleared after a day, younger ones are left", async () => {
  const [old, young] = [store.draftPath(), store.draftPath()];
  await writeFile(old, "x");
  await writeFile(young, "x");
  const yesterday = new Date(Date.now() - 25 * 3600 * 1000);
  await utimes(old, yesterday, yesterday);
  await openFileStore(join(folder, "files"));
  expect(await readdir(join(folder, "files", "drafts"))).toEqual([young.split("/").at(-1)]);
});

test.each([
  ["../../etc/passwd.pdf", "passwd.pdf"],
  ["C:\\Users\\李四\\桌面\\通知.PDF", "通知.pdf"],
  ["a\u202egpj.exe.pdf", "agpj.exe.pdf"],
  ["\u0000\r\n.pdf", "file.pdf"],
  ["  . ..pdf", "file.pdf"],
  [`${"长".repeat(300)}.pdf`, `${"长".repeat(80)}.pdf`],
  ["e\u0301té.pdf", "été.pdf"],
])("the name %j becomes %j", (name, clean) => {
  expect(cleanFileName(name, "pdf")).toBe(clean);
});
