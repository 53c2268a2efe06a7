import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { openKeys } from "#platform/crypto/keys.ts";
import { gongzhi, wipe } from "./harness/operator.ts";
import { startDemoTown, type TestServer } from "./harness/server.ts";

async function call<T>(server: TestServer, name: string, input: object, token?: string): Promise<T> {
  const headers = { "content-type": "application/json", ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  const response = await fetch(`${server.url}/api/v1/t/qinghe/${name}`, { method: "POST", headers, body: JSON.stringify(input) });
  if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

async function uploadPhoto(server: TestServer, token: string): Promise<string> {
  const png = await sharp({ create: { width: 64, height: 48, channels: 3, background: "#b23a2a" } })
    .png()
    .toBuffer();
  const form = new FormData();
  form.set("file", new File([new Uint8Array(png)], "lamp.png", { type: "image/png" }));
  const response = await fetch(`${server.url}/api/v1/t/qinghe/files?purpose=appeals/photo`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  return ((await response.json()) as { readonly fileId: string }).fileId;
}

const raise = (server: TestServer, text: string, token: string, photoIds: readonly string[] = []) =>
  call<{ readonly number: string }>(server, "appeals/raise-appeal", { text, mode: "named", photoIds }, token);

async function read(server: TestServer, path: string, token: string): Promise<{ status: number; bytes: Buffer }> {
  const response = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** Two of this test's own, and the photos of the demo's projects. */
const FILES = 10;

/** It starts a server again and again. */
const LONG = { timeout: 480_000 };

describe("gongzhi backup and restore", () => {
  const apart = mkdtempSync(join(tmpdir(), "gongzhi-backup-"));
  const file = join(apart, "house.backup");
  let server: TestServer;
  beforeAll(async () => {
    server = await startDemoTown(inject("demoFolder"));
  });
  afterAll(async () => {
    await server.close();
    rmSync(apart, { recursive: true, force: true });
  });

  test("a deployment wiped from its disk is back whole, once its keys are copied by hand", LONG, async () => {
    const { token } = await call<{ token: string }>(server, "accounts/demo-sign-in", { phone: "19900000011" });
    const fileId = await uploadPhoto(server, token);
    const photographed = await raise(server, "路灯坏了三天，晚上看不清路，请派人修。", token, [fileId]);
    const photo = await read(server, `/t/qinghe/files/${fileId}`, token);
    expect(photo.status).toBe(200);

    // Beside the running server, while it goes on writing.
    const ending = new AbortController();
    const meanwhile: string[] = [];
    const writing = (async () => {
      for (let count = 1; !ending.signal.aborted; count += 1) {
        meanwhile.push((await raise(server, `备份进行中提出的第 ${count} 件诉求，排水沟堵塞。`, token)).number);
        await sleep(1_100); // A person may raise 60 a minute.
      }
    })();
    const made = await gongzhi(server.dataDir, "backup", file);
    ending.abort();
    await writing;
    expect(made).toMatchObject({ code: 0, json: { file, files: FILES, damagedFiles: [], keys: join(server.dataDir, "keys") } });
    expect(made.stderr).toContain("The keys are not in it");
    expect(await gongzhi(server.dataDir, "backup", file)).toMatchObject({ code: 2 });
    expect((await gongzhi(server.dataDir, "restore", file)).stderr).toMatch(/\[already-running\]/);

    expect(await server.stop()).toBe(0);
    cpSync(join(server.dataDir, "keys"), join(apart, "keys"), { recursive: true });
    wipe(server.dataDir);
    const restored = await gongzhi(server.dataDir, "restore", file);
    expect(restored).toMatchObject({ code: 0, json: { rows: made.json["rows"], files: FILES, keys: false } });
    expect(restored.stderr).toContain("copy the keys");
    expect((await gongzhi(server.dataDir, "restore", file)).stderr).toContain("[not-empty]");

    await expect(server.start()).rejects.toThrow("[key-missing]");
    expect(existsSync(join(server.dataDir, "keys", "fields.1.key"))).toBe(false);
    cpSync(join(apart, "keys"), join(server.dataDir, "keys"), { recursive: true });
    await server.start();
    // The session, the appeal with its encrypted fields, and the photo's bytes are what they were.
    const again = await read(server, `/api/v1/t/qinghe/appeals/read-appeal?number=${photographed.number}`, token);
    expect(again.status).toBe(200);
    expect(again.bytes.toString()).toContain("路灯坏了三天");
    expect((await read(server, `/t/qinghe/files/${fileId}`, token)).bytes).toEqual(photo.bytes);
    expect((await raise(server, "恢复以后提出的诉求，请受理。", token)).number).toMatch(/^\d{8}-/);
    // Of what was written meanwhile a prefix is there: one moment, not a mixture.
    const there = await Promise.all(
      meanwhile.map(
        async (number) => (await read(server, `/api/v1/t/qinghe/appeals/read-appeal?number=${number}`, token)).status === 200,
      ),
    );
    expect(there.lastIndexOf(true)).toBe(there.filter(Boolean).length - 1);
  });

  test("another deployment's keys are refused, and nothing is written with them", async () => {
    await server.stop();
    const own = join(server.dataDir, "keys");
    rmSync(own, { recursive: true });
    await openKeys(own, { mayMake: true });
    cpSync(join(apart, "keys", "database-passwords.json"), join(own, "database-passwords.json"));
    await expect(server.start()).rejects.toThrow("[key-wrong]");
    cpSync(join(apart, "keys"), own, { recursive: true });
    await server.start();
  });

  test("a damaged backup is refused before anything is made", async () => {
    const target = join(apart, "target");
    const refused = await gongzhi(target, "restore", join(apart, "keys", "fields.1.key"));
    expect(refused.code).toBe(2);
    expect(existsSync(target)).toBe(false);
    expect(await gongzhi(target, "restore", "--verify", file)).toMatchObject({ code: 0 });
    expect(existsSync(target)).toBe(false);
  });
});
