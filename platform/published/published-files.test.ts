import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openPublishedFiles } from "./published-files.ts";

const folder = mkdtempSync(join(tmpdir(), "gongzhi-published-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TENANT = "01890000-0000-7000-8000-00000000000a";
const OTHER = "01890000-0000-7000-8000-00000000000b";
const bytes = (text: string) => new TextEncoder().encode(text);

test("what is written is read, replaced whole, and another tenant's own", async () => {
  const files = await openPublishedFiles(folder);
  await files.write(TENANT, "log/tile/0/000.p/1", bytes("one"));
  await files.write(TENANT, "log/tile/0/000.p/1", bytes("another"));
  expect(await files.read(TENANT, "log/tile/0/000.p/1")).toEqual(bytes("another"));
  for (const absent of ["log/tile/0/000.p/2", "log/tile", "log/tile/0/000.p/1/2"])
    expect(await files.read(TENANT, absent)).toBeUndefined();
  expect(await files.read(OTHER, "log/tile/0/000.p/1")).toBeUndefined();
  await files.drop(TENANT, "log/tile/0/000.p");
  await files.drop(TENANT, "log/tile/0/000.p");
  expect(await files.read(TENANT, "log/tile/0/000.p/1")).toBeUndefined();
});

test("no path leads out of a tenant's folder", async () => {
  const files = await openPublishedFiles(folder);
  for (const path of [
    "../x",
    "log/../../x",
    "/etc/passwd",
    "log//x",
    "log/.hidden",
    "",
    "log/",
    "log\\x",
    "log/%2e%2e/x",
    "log/x\0",
  ])
    await expect(files.read(TENANT, path)).rejects.toThrow("is no path");
  await expect(files.read("..", "log")).rejects.toThrow("is no path");
});

test("what a crash left half written is gone at an opening a day later", async () => {
  for (const name of ["half", "young"]) writeFileSync(join(folder, "drafts", name), "…");
  utimesSync(join(folder, "drafts", "half"), 0, 0);
  await openPublishedFiles(folder);
  expect(readdirSync(join(folder, "drafts"))).toEqual(["young"]);
});
