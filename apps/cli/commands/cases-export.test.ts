import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import { systemActor } from "#platform/actor.ts";
import { systemContext } from "#platform/outbox/drain.ts";
import { scopeOf } from "#platform/registry/invoke.ts";
import type { CommandHouse } from "../with-house.ts";
import { command, exportLog } from "./cases-export.ts";

let house: TestHouse;
let folder = "";

beforeAll(async () => {
  house = await startTestHouse({ pages: true });
  folder = mkdtempSync(join(tmpdir(), "gongzhi-log-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await house.close();
});

/** A transaction as the tenant's own house, as the command line makes it. */
const commandHouse: Pick<CommandHouse, "transact"> = {
  transact: async (slug, purpose, work) => {
    const tenant = await house.tenants.bySlug(slug);
    if (tenant === undefined) throw new Error(`there is no tenant ${slug}`);
    const scope = scopeOf(systemActor(tenant.id, tenant.rootPath), purpose);
    return await house.database.transact(scope, async (tx) => await work(systemContext(house, tx, tenant)));
  },
};

const count = (xml: string, element: string) => xml.split(`<${element}>`).length - 1;

describe("gongzhi cases export", () => {
  test("writes what everybody may have, and the same is what the address of the log gives a visitor", async () => {
    const file = join(folder, "day.xes");
    const counted = await exportLog(commandHouse, "qinghe", file, { exact: false, filter: {} });
    const written = readFileSync(file, "utf8");
    expect(counted.cases).toBeGreaterThan(5);
    expect([count(written, "trace"), count(written, "event")]).toEqual([counted.cases, counted.events]);
    const served = await house.visitor().fetch({ url: "/t/qinghe/cases/log.xes" });
    expect(served.headers["content-disposition"]).toContain("qinghe-day.xes");
    expect(served.body).toBe(written);
  });

  test("exact, writes every case; over the address it is for whoever oversees", async () => {
    const file = join(folder, "exact.xes");
    const counted = await exportLog(commandHouse, "qinghe", file, { exact: true, filter: { kind: "appeals" } });
    expect(counted.cases).toBeGreaterThan(100);
    const url = "/t/qinghe/cases/log.xes?precision=exact&kind=appeals";
    expect((await (await house.signIn("leader")).fetch({ url })).body).toBe(readFileSync(file, "utf8"));
    expect((await (await house.signIn("works")).fetch({ url })).statusCode).toBe(403);
  });

  test("refuses what it does not understand, and a file that cannot be written", async () => {
    const call = async (positionals: readonly string[], values = {}) =>
      await command.run({ positionals, values, stdout: { write: () => true }, stderr: { write: () => true } });
    await expect(call([])).rejects.toMatchObject({ code: "arguments" });
    await expect(call(["a.xes"], { precision: "hour" })).rejects.toMatchObject({ code: "arguments" });
    await expect(call(["a.xes"], { from: "yesterday" })).rejects.toMatchObject({ code: "arguments" });
    const nowhere = join(folder, "no", "such", "folder.xes");
    await expect(exportLog(commandHouse, "qinghe", nowhere, { exact: false, filter: {} })).rejects.toMatchObject({
      code: "file-unwritable",
    });
  });
});
