import { afterEach, beforeEach, expect, inject, test } from "vitest";
import {
  growTree,
  openCheckpoint,
  openTiledTree,
  parseNoteKey,
  textOf,
  hashLeaf,
  noteKey,
  formatNote,
  formatCheckpoint,
  readEntries,
  tilePath,
  toHex,
  utf8,
} from "@gongzhi/merkle-log";
import type { Tenant } from "#platform/capability.ts";
import type { PublishedFiles } from "#platform/published/published-files.ts";
import { openTrialHouse, type TrialHouse } from "#platform/testing/trial-house.ts";
import { appendPublic, record } from "../index.ts";

let house: TrialHouse;
let town: Tenant;
let given = 0;

beforeEach(async () => {
  house = await openTrialHouse(inject("postgres"), [record]);
  town = await house.addTenant("qinghe", "cn.99.9901.990101.990101101");
  given = 0;
});
afterEach(() => house.close());

async function give(count: number): Promise<void> {
  await house.act(town, async (context) => {
    for (let at = 0; at < count; at += 1) {
      given += 1;
      appendPublic(context, { kind: "rules.version", subject: `r${given}/1`, content: { title: `制度 ${given}` } });
    }
  });
}

const file = async (path: string) => await house.house.published.read(town.id, `log/${path}`);
const entries = async () =>
  await house.look("select index, subject, leaf, encode(leaf_hash, 'hex') as hash from record.entry order by index");
const standing = async () => (await house.look("select size, halt, due_at from record.log"))[0];

async function head() {
  const key = parseNoteKey(textOf((await file("key"))!).trim());
  return await openCheckpoint((await file("checkpoint"))!, [key]);
}

/** The published log is whole: its head is the root of its tiles, these are its entries', and the entries those of the database. */
async function expectWhole(size: number): Promise<void> {
  const signed = await head();
  expect(signed).toMatchObject({ origin: "localhost/t/qinghe/log", size: BigInt(size) });
  const tree = openTiledTree(signed.size, async (tile) => (await file(tilePath(tile)))!);
  expect(toHex(await tree.root())).toBe(toHex(signed.root));
  const rows = await entries();
  expect(rows.map(({ index }) => index)).toEqual(Array.from({ length: size }, (_, index) => index));
  for (let first = 0; first < size; first += 256) {
    const width = Math.min(256, size - first);
    const name = `tile/entries/${String(first / 256).padStart(3, "0")}${width === 256 ? "" : `.p/${width}`}`;
    for (const [at, entry] of readEntries((await file(name))!).entries()) {
      expect(textOf(entry)).toBe(rows[first + at]?.["leaf"]);
      expect(toHex(await tree.leaf(BigInt(first + at)))).toBe(toHex(hashLeaf(entry)));
      expect(rows[first + at]?.["hash"]).toBe(toHex(hashLeaf(entry)));
    }
  }
}

test("leaves get their places in the order they were given, once, and the head is signed and published", async () => {
  await give(3);
  await house.drain();
  await expectWhole(3);
  expect((await entries()).map(({ subject }) => subject)).toEqual(["r1/1", "r2/1", "r3/1"]);
  await give(300);
  await house.drain();
  await expectWhole(303);
  expect(await file("tile/0/000.p/3")).toBeUndefined();
  await house.drain();
  expect(await standing()).toEqual({ size: 303, halt: null, due_at: null });
  expect(await house.look("select count(*)::int as count from record.waiting")).toEqual([{ count: 0 }]);
});

test("two sequencers at once give no index twice and lose nothing", async () => {
  for (let round = 0; round < 5; round += 1) {
    await Promise.all([give(7), give(5), house.drain(), house.drain(), house.drain(), house.drain()]);
  }
  await house.drain();
  await expectWhole(60);
  expect(new Set((await entries()).map(({ subject }) => subject)).size).toBe(60);
});

/** The files as they are, but the n-th write fails after or before it is done. */
function failing(files: PublishedFiles, nth: number, when: "before" | "after"): PublishedFiles {
  let writes = 0;
  return {
    ...files,
    write: async (...args) => {
      const own = (writes += 1);
      if (own === nth && when === "before") throw new Error("the disk is gone");
      await files.write(...args);
      if (own === nth && when === "after") throw new Error("the disk is gone");
    },
  };
}

test("whatever write fails, the next round publishes the same, and nothing is signed that is not committed", async () => {
  const files = house.house.published;
  await give(2);
  await house.drain();
  // Tile, bundle and head; the key stands since the first.
  for (const when of ["before", "after"] as const) {
    for (let nth = 1; nth <= 3; nth += 1) {
      await give(2);
      Object.assign(house.house, { published: failing(files, nth, when) });
      await expect(house.drain()).rejects.toThrow("a reaction or a job failed");
      Object.assign(house.house, { published: files });
      expect((await head()).size).toBeLessThanOrEqual(BigInt(Number((await standing())?.["size"])));
      await house.drain();
      await expectWhole(given);
    }
  }
});

/** As superuser: what the tables of the record are now, and a way back to it. */
async function backUp(): Promise<() => Promise<void>> {
  const tables = ["checkpoint", "entry", "waiting", "log"];
  const rows = new Map<string, unknown>();
  for (const table of tables)
    rows.set(
      table,
      (await house.look(`select coalesce(jsonb_agg(to_jsonb(t)), '[]') as all from record.${table} t`))[0]?.["all"],
    );
  return async () => {
    for (const table of tables) await house.look(`delete from record.${table}`);
    for (const table of tables.toReversed())
      await house.look(`insert into record.${table} select * from jsonb_populate_recordset(null::record.${table}, $1::jsonb)`, [
        JSON.stringify(rows.get(table)),
      ]);
  };
}

/** A halted log is looked at once a minute. */
const aMinuteLater = async () => await house.look("update record.log set halted_at = halted_at - interval '61 seconds'");

async function failure(): Promise<string> {
  const error: unknown = await house.drain().catch((thrown: unknown) => thrown);
  return error instanceof AggregateError ? error.errors.map(String).join("\n") : String(error);
}

test("an older backup signs nothing and gives out no index, says what to do, and goes on when the right one is back", async () => {
  await give(5);
  await house.drain();
  const restoreOlder = await backUp();
  await give(5);
  await house.drain();
  const restoreNewer = await backUp();
  const before = textOf((await file("checkpoint"))!);
  await restoreOlder();
  await give(3);
  const why = await failure();
  expect(why).toContain("The record of qinghe stands still [database-behind]");
  expect(why).toContain("Restore a newer one");
  expect(await standing()).toMatchObject({ size: 5, halt: "database-behind" });
  expect(textOf((await file("checkpoint"))!)).toBe(before);
  expect(await entries()).toHaveLength(5);
  expect(await failure()).toBe("undefined");
  await aMinuteLater();
  expect(await failure()).toContain("database-behind");
  await restoreNewer();
  await house.drain();
  await give(1);
  await house.drain();
  await expectWhole(11);
});

test("a log rewritten in the database is not signed, however well its parts fit each other", async () => {
  await give(5);
  await house.drain();
  const before = textOf((await file("checkpoint"))!);
  const tree = growTree();
  for (const { index, leaf } of await entries()) {
    const forged = String(leaf).replace("r3/1", "r9/1");
    tree.append(hashLeaf(utf8(forged)));
    const values = [forged, Buffer.from(hashLeaf(utf8(forged))), index];
    await house.look("update record.entry set leaf = $1, leaf_hash = $2 where index = $3", values);
  }
  await house.look("update record.log set frontier = $1", [Buffer.from(tree.frontier())]);
  await give(1);
  expect(await failure()).toContain("[forked]");
  expect(await entries()).toHaveLength(5);
  expect(textOf((await file("checkpoint"))!)).toBe(before);
});

test("a leaf changed in the last bundle is noticed before it is signed", async () => {
  await give(5);
  await house.drain();
  await house.look("update record.entry set leaf = replace(leaf, 'r2/1', 'r8/1') where index = 1");
  await give(1);
  expect(await failure()).toContain("[database-altered]");
  expect((await head()).size).toBe(5n);
});

test("published files that are damaged are made anew from the database, if that fits what was signed", async () => {
  await give(300);
  await house.drain();
  const tile = (await file("tile/0/001.p/44"))!;
  await house.house.published.write(town.id, "log/tile/0/001.p/44", tile.with(40, tile[40]! ^ 1));
  await house.house.published.drop(town.id, "log/tile/1");
  await give(1);
  await house.drain();
  await expectWhole(301);
});

test("where what was published is gone, or signed by somebody else, nothing is signed over it", async () => {
  await give(5);
  await house.drain();
  const before = (await file("checkpoint"))!;
  await house.house.published.drop(town.id, "log/checkpoint");
  await give(1);
  expect(await failure()).toContain("[published-missing]");
  const foreign = noteKey("localhost/t/qinghe/log", new Uint8Array(32));
  const text = formatCheckpoint({ origin: "localhost/t/qinghe/log", size: 5n, root: new Uint8Array(32) });
  const note = formatNote({ text, signatures: [{ name: foreign.name, id: foreign.id, bytes: new Uint8Array(64) }] });
  await house.house.published.write(town.id, "log/checkpoint", utf8(note));
  await aMinuteLater();
  expect(await failure()).toContain("[checkpoint-unreadable]");
  await house.house.published.write(town.id, "log/checkpoint", before);
  await aMinuteLater();
  await house.drain();
  await expectWhole(6);
});
