import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { dispatchAppeal } from "#capabilities/appeals/contract/dispatch-appeal.ts";
import { raiseAppeal } from "#capabilities/appeals/contract/raise-appeal.ts";
import { releaseAppeal } from "#capabilities/appeals/contract/release-appeal.ts";
import { callAs } from "../harness/api.ts";
import { gongzhi, wipe } from "../harness/operator.ts";
import { startDemoTown, type TestServer } from "../harness/server.ts";

const [RESIDENT, CLERK] = ["19900000011", "19900000001"];
/** It starts a server again and again. */
const LONG = { timeout: 900_000 };

const apart = mkdtempSync(join(tmpdir(), "gongzhi-restored-"));
const file = join(apart, "house.backup");
let server: TestServer;

beforeAll(async () => {
  server = await startDemoTown(inject("demoFolder"));
});
afterAll(async () => {
  await server.close();
  rmSync(apart, { recursive: true, force: true });
});

/** An appeal that is answered and released goes on the record. */
async function publish(): Promise<void> {
  const [resident, clerk] = [await callAs(server.url, RESIDENT), await callAs(server.url, CLERK)];
  const text = "桥头的路面塌了一块，请来看看。";
  const { id } = await resident(raiseAppeal, { text, mode: "named" });
  await clerk(dispatchAppeal, { id, decision: "answer", matter: "roads", text: "已经告知。" });
  await clerk(releaseAppeal, { id, title: "桥头路面", text, answer: "已经告知。" });
}

/** As an operator copies a folder by hand, for the house's own eyes. */
function bringBack(kept: string): void {
  const folder = join(server.dataDir, kept);
  cpSync(join(apart, kept), folder, { recursive: true });
  chmodSync(folder, 0o700);
}

/** Leaves under the signed head, as an outsider is told; 0 where none is shown. */
async function signedSize(): Promise<number> {
  const response = await fetch(`${server.url}/t/qinghe/log/checkpoint`);
  return response.ok ? sizeIn(await response.text()) : 0;
}

const sizeIn = (checkpoint: string) => Number(checkpoint.split("\n")[1]);

/** The town's signed head among those of a folder. */
function checkpointIn(published: string): string {
  const all = readdirSync(published, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(join("log", "checkpoint")),
  );
  const texts = all.map((path) => readFileSync(join(published, path), "utf8"));
  return texts.find((text) => text.split("\n")[0]?.endsWith("/t/qinghe/log")) ?? "";
}

test(
  "restored, the public record stands still without what was published, goes on from it, and never from behind it",
  LONG,
  async () => {
    // What is official has been signed, so that there is something a restore could contradict.
    await expect.poll(async () => await signedSize(), { timeout: 120_000, interval: 500 }).toBeGreaterThan(0);
    const made = await gongzhi(server.dataDir, "backup", file);
    expect(made).toMatchObject({ code: 0, json: { published: join(server.dataDir, "published") } });
    expect(made.stderr).toContain(`Nor is ${join(server.dataDir, "published")}`);
    await server.stop();
    for (const kept of ["keys", "published"]) cpSync(join(server.dataDir, kept), join(apart, kept), { recursive: true });
    wipe(server.dataDir);
    const restored = await gongzhi(server.dataDir, "restore", file);
    expect(restored).toMatchObject({ code: 0, json: { published: false } });
    expect(restored.stderr).toContain("the public record stands still without it");
    bringBack("keys");
    await server.start();
    await publish();
    await expect.poll(() => server.output, { timeout: 90_000, interval: 250 }).toContain("[published-missing]");
    expect(await signedSize()).toBe(0);

    await server.stop();
    bringBack("published");
    await server.start();
    const before = sizeIn(checkpointIn(join(apart, "published")));
    await expect.poll(async () => await signedSize(), { timeout: 120_000, interval: 500 }).toBeGreaterThan(before);
    expect((await gongzhi(server.dataDir, "verify", `${server.url}/t/qinghe`)).code).toBe(0);

    // The same backup once more: by now more was signed than it holds.
    await server.stop();
    rmSync(join(apart, "published"), { recursive: true });
    cpSync(join(server.dataDir, "published"), join(apart, "published"), { recursive: true });
    wipe(server.dataDir);
    for (const kept of ["keys", "published"]) bringBack(kept);
    expect(await gongzhi(server.dataDir, "restore", file)).toMatchObject({ code: 0, json: { keys: true, published: true } });
    await server.start();
    await publish();
    await expect.poll(() => server.output, { timeout: 90_000, interval: 250 }).toContain("[database-behind]");
    expect(checkpointIn(join(server.dataDir, "published"))).toBe(checkpointIn(join(apart, "published")));
  },
);
