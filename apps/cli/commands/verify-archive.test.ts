import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { listArchivings, startArchiving } from "#capabilities/appeals/contract/archive.ts";
import { takeArchive } from "#capabilities/appeals/contract/take-archive.ts";
import { findWrongLines, isArchiveFile, type ArchiveFile } from "../archive-file.ts";

let house: TestHouse;

beforeAll(async () => {
  house = await startTestHouse();
  await house.settle();
});
afterAll(async () => await house.close());

async function registerOf(clerk: TestClient, id: string): Promise<ArchiveFile> {
  const { base64 } = await clerk.call(takeArchive, { id, part: 1, format: "json" });
  const file: unknown = JSON.parse(Buffer.from(base64, "base64").toString("utf8"));
  if (!isArchiveFile(file)) throw new Error("it is no register");
  return file;
}

test("the register proves itself by the sum on the record, to whoever is kept from a line too", async () => {
  const clerk = await house.signIn("clerk");
  await house.admin(
    `update appeals.appeal set raised_at = raised_at - interval '2 years', closed_at = closed_at - interval '2 years'
     where id in (select a.id from appeals.appeal a join platform.tenant t on t.id = a.tenant_id and t.slug = 'qinghe' where a.state = 'closed' order by a.id limit 9)`,
  );
  await clerk.call(startArchiving, {});
  await house.settle();
  const { archivings } = await clerk.call(listArchivings, {});
  const { id, digest, archived } = archivings[0] ?? { id: "", digest: "", archived: 0 };
  expect(archived).toBeGreaterThanOrEqual(9);
  const whole = await registerOf(clerk, id);
  expect(whole.lines).toHaveLength(archived);
  expect(whole.lines.every(({ line }) => line !== undefined)).toBe(true);
  expect(findWrongLines(whole, digest)).toEqual([]);
  const { base64 } = await clerk.call(takeArchive, { id, part: 1, format: "csv" });
  expect(Buffer.from(base64, "base64").toString("utf8").trim().split("\n")).toHaveLength(archived + 1);
  expect(await clerk.refused(takeArchive, { id, part: 2, format: "csv" })).toMatchObject({ code: "no-such-part" });
  // One of them is kept from the clerk's unit: its line goes, the proof stays.
  const number = whole.lines[0]?.line?.[0] ?? "";
  await house.admin(
    `update appeals.appeal set barred = (select array[p.organization_id, p.person_id] from organizations.post p join appeals.archiving g
       on g.started_by_post = p.id where g.id = $2) where number = $1`,
    [number, id],
  );
  const less = await registerOf(clerk, id);
  expect(less.lines[0]).toEqual({ place: 1, leaf: whole.lines[0]?.leaf });
  expect(JSON.stringify(less)).not.toContain(number);
  expect(findWrongLines(less, digest)).toEqual([]);
  // A line that says something else, one that is gone, and another sum are found.
  const [first, ...rest] = whole.lines;
  const altered = { ...whole, lines: [{ ...first!, line: ["20200101-0000-0000", ...first!.line!.slice(1)] }, ...rest] };
  expect(findWrongLines(altered, digest)).toHaveLength(1);
  expect(findWrongLines({ ...whole, lines: rest }, digest).length).toBeGreaterThan(0);
  expect(findWrongLines(whole, "0".repeat(64))).toHaveLength(1);
});
