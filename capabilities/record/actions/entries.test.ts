import { afterAll, beforeAll, expect, test } from "vitest";
import {
  parseOfflineProof,
  openCheckpoint,
  parseNoteKey,
  fromBase64,
  hashLeaf,
  utf8,
  textOf,
  verifyInclusion,
} from "@gongzhi/merkle-log";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import { findSeals } from "../contract/find-seals.ts";
import { listEntries } from "../contract/list-entries.ts";
import { readEntry } from "../contract/read-entry.ts";
import { checkEntry } from "../pages/check-entry.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
  await house.settle();
});
afterAll(async () => {
  await house.close();
});

test("entries are listed newest first, found by words and kind, page by page without gap or double", async () => {
  const reader = house.visitor();
  const seen: number[] = [];
  for (let after: string | undefined; ;) {
    const page = await reader.call(listEntries, after === undefined ? {} : { after });
    seen.push(...page.entries.map(({ index }) => index));
    if (page.next === null) break;
    after = page.next;
  }
  const { size, key, origin } = await reader.call(listEntries, {});
  expect(seen).toEqual(Array.from({ length: size }, (_, at) => size - 1 - at));
  expect(parseNoteKey(key ?? "").name).toBe(origin);
  const rules = await reader.call(listEntries, { kind: "rules.version" });
  expect(new Set(rules.entries.map(({ kindName }) => kindName))).toEqual(new Set(["制度"]));
  const [first] = rules.entries;
  const found = await reader.call(listEntries, { q: first?.title.slice(1, 4) ?? "" });
  expect(found.entries.map(({ index }) => index)).toContain(first?.index);
  expect((await reader.call(listEntries, { q: "没有这样的字" })).entries).toEqual([]);
});

test("an entry comes with a proof that holds, and one that stands by itself", async () => {
  const reader = house.visitor();
  const { entries, size } = await reader.call(listEntries, {});
  for (const { index } of entries) {
    const entry = await reader.call(readEntry, { index });
    const states = (await checkEntry(entry)).map(({ step, state }) => `${step} ${state}`);
    expect(states.slice(0, 3), String(index)).toEqual(["content holds", "included holds", "signed holds"]);
    expect(["now holds", "now none"]).toContain(states[3]);
  }
  const file = await reader.fetch({ method: "GET", url: "/t/qinghe/log/proof/0" });
  const proof = parseOfflineProof(file.body);
  const head = await openCheckpoint(proof.checkpoint, [parseNoteKey((await reader.call(readEntry, { index: 0 })).proof.key)]);
  const leaf = hashLeaf(utf8(textOf(proof.extra!)));
  expect(verifyInclusion({ index: 0n, size: head.size, leaf, root: head.root, proof: proof.proof })).toBe(true);
  expect(await reader.refused(readEntry, { index: size })).toMatchObject({ status: 404 });
  for (const absent of [String(size), "00", "-1", "x", "0/1"])
    expect((await reader.fetch({ method: "GET", url: `/t/qinghe/log/proof/${absent}` })).statusCode, absent).toBe(404);
});

test("whatever part of an entry is another one, the reader's check says so", async () => {
  const reader = house.visitor();
  const { entries } = await reader.call(listEntries, { kind: "appeals.outcome" });
  const sealed = await reader.call(readEntry, { index: entries[0]?.index ?? 0 });
  const { entries: rules } = await reader.call(listEntries, { kind: "rules.version" });
  const open = await reader.call(readEntry, { index: rules[0]?.index ?? 0 });
  const failing = async (entry: typeof open) =>
    (await checkEntry(entry)).filter(({ state }) => state === "fails").map(({ step }) => step);
  expect(await failing({ ...open, content: `${open.content} ` })).toEqual(["content", "now"]);
  expect(await failing({ ...open, subject: "other/1" })).toEqual(["content"]);
  expect(await failing({ ...open, leaf: open.leaf.replace('"v":1', '"v":2') })).toEqual(["included"]);
  expect(await failing({ ...open, index: open.index ^ 1 })).toEqual(["included"]);
  expect(await failing({ ...open, current: '{"title":"另一个"}' })).toEqual(["now"]);
  expect(await failing({ ...open, current: null })).toEqual(["now"]);
  const other = { ...open.proof, checkpoint: open.proof.checkpoint.replace(/\n\d+\n/, "\n9999\n") };
  expect(await failing({ ...open, proof: other })).toEqual(["included", "signed"]);
  expect(await failing({ ...open, proof: { ...open.proof, hashes: open.proof.hashes.slice(1) } })).toEqual(["included"]);
  const fields = sealed.fields.map((field) => (field.name === "answer" ? { ...field, value: '"已办结。"' } : field));
  expect(await failing({ ...sealed, fields })).toEqual(["content", "now"]);
  expect(
    await failing({
      ...sealed,
      fields: sealed.fields.map((field) => ({ ...field, state: "unreadable" as const, salt: null, value: null })),
    }),
  ).toContain("content");
  expect(fromBase64(open.proof.hashes[0] ?? "")).toHaveLength(32);
});

test("a seal waits until the leaf is signed, and then leads to it", async () => {
  const steward = await house.signIn("steward");
  const rule = {
    title: "村规民约",
    key: "village.pact",
    level: "township",
    area: "cn.99.9901.990101.990101101",
    text: "本村村民应当遵守本约定。",
    parameters: [],
    citations: [{ source: "村民会议", article: "1" }],
    source: "村民会议",
    from: "2026-01-01",
  };
  const answer = await steward.fetch({ method: "POST", url: "/api/v1/t/qinghe/rules/enact-rule", payload: rule });
  expect(answer.statusCode, answer.body).toBe(200);
  const made = answer.json<{ id: string }>();
  const subjects = `${made.id}/1,nothing/1`;
  const seals = async () => (await house.visitor().call(findSeals, { kind: "rules.version", subjects })).seals;
  expect(await seals()).toEqual([{ subject: `${made.id}/1`, index: null, on: null, state: "waiting" }]);
  await house.settle();
  const [seal] = await seals();
  expect(seal).toMatchObject({ state: "recorded", index: expect.any(Number) as number });
  expect(await house.visitor().call(readEntry, { index: seal?.index ?? 0 })).toMatchObject({
    title: "村规民约",
    page: `rules/${made.id}`,
  });
});
