import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "#apps/server/config.ts";
import { openHouseDatabase, type OpenedDatabase } from "#apps/server/open-database.ts";
import { Rollback } from "#platform/db/database.ts";
import { openKeys } from "#platform/crypto/keys.ts";
import { systemActor } from "#platform/actor.ts";
import { scopeOf } from "#platform/registry/invoke.ts";
import { addTenant } from "#platform/tenants/add-tenant.ts";
import { withHouse, type CommandHouse } from "./with-house.ts";

const TENANT = {
  id: "01890000-0000-7000-8000-000000000001",
  slug: "qinghe",
  name: "清河镇",
  nameEn: "Qinghe",
  rootPath: "cn.99.9901.990101.990101101",
};
const env: NodeJS.ProcessEnv = { DATA_DIR: "" };
let running: OpenedDatabase | undefined;

beforeAll(() => {
  env["DATA_DIR"] = mkdtempSync(join(tmpdir(), "gongzhi-with-house-"));
});
afterAll(async () => {
  await running?.close();
  rmSync(env["DATA_DIR"] ?? "", { recursive: true, force: true });
});

function countAudit(house: CommandHouse): Promise<number> {
  return house.database.transact({ areas: [], tenantId: TENANT.id, purpose: "accounts/read-audit" }, async (tx) => {
    const { rows } = await sql<{
      count: number;
    }>`select count(*)::int as count from platform.audit where action = 'cli/try'`.execute(tx.db);
    return rows[0]?.count ?? -1;
  });
}

async function asAdmin(text: string): Promise<void> {
  const admin = new pg.Client(running?.adminConfig);
  await admin.connect();
  await admin.query(text);
  await admin.end();
}

describe("withHouse", () => {
  test("starts the database of a folder nobody uses, makes its keys, and stops it again", async () => {
    const refused = withHouse({ env }, async (house) => {
      expect(await house.tenants()).toEqual([]);
      return await house.tenant("qinghe");
    });
    await expect(refused).rejects.toMatchObject({ code: "no-such-tenant" });
    running = await openHouseDatabase(readConfig(env, [], "/"), () => {});
    await running.database.transact(scopeOf(systemActor(TENANT.id, TENANT.rootPath), "test/begin"), (tx) =>
      addTenant(tx, TENANT),
    );
  });

  test("goes in beside a house that runs; what it does is audited, what it takes back is not", async () => {
    await withHouse({ env }, async (house) => {
      const found = await house.transact("qinghe", "cli/try", async (context) => {
        expect(context.actor.kind).toBe("system");
        return context.tenant;
      });
      expect(found).toEqual(TENANT);
      expect(await countAudit(house)).toBe(1);
      const value = await house.transact("qinghe", "cli/try", async () => {
        throw new Rollback("tried");
      });
      expect(value).toBe("tried");
      expect(await countAudit(house)).toBe(1);
    });
    expect(await running?.database.ping()).toBe(true);
  });

  test("refuses a house whose schema is not this version's", async () => {
    await asAdmin("create table platform.kept as select * from platform.migration where id = 1");
    await asAdmin("delete from platform.migration where id = 1");
    await expect(withHouse({ env }, async () => 0)).rejects.toMatchObject({ code: "database-older" });
    await asAdmin("insert into platform.migration select * from platform.kept");
    await asAdmin("drop table platform.kept");
  });

  test("makes no new keys over data that was written with lost ones", async () => {
    const folder = join(env["DATA_DIR"] ?? "", "keys");
    await openKeys(folder, { mayMake: false });
    rmSync(join(folder, "fields.1.key"));
    await expect(withHouse({ env }, async () => 0)).rejects.toMatchObject({ code: "key-missing" });
  });

  test("bad settings are one line, not a stack", async () => {
    await expect(withHouse({ env: { ...env, LOG_LEVEL: "loud" } }, async () => 0)).rejects.toMatchObject({
      name: "Error",
      code: "bad-setting",
    });
  });
});
