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
import { verifyRecord } from "@gongzhi/log-verifier";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import { askErasure } from "../contract/ask-erasure.ts";
import { decideErasure } from "../contract/decide-erasure.ts";
import { findSeals } from "../contract/find-seals.ts";
import { listEntries } from "../contract/list-entries.ts";
import { listErasures } from "../contract/list-erasures.ts";
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
  const left = { state: "erased" as const, salt: null, value: null };
  expect(await failing({ ...sealed, fields: sealed.fields.filter(({ name }) => name !== "answer") })).toEqual(["content"]);
  const hidden = sealed.fields.map((field) =>
    field.name === "answer" ? { ...field, ...left, state: "hidden" as const } : field,
  );
  expect(await failing({ ...sealed, fields: hidden })).toEqual(["content"]);
  expect(await failing({ ...sealed, title: "另一个" })).toEqual(["content"]);
  expect(await failing({ ...open, title: `${open.title}。` })).toEqual(["content"]);
  expect(await failing({ ...open, content: null, current: null })).toEqual(["content", "now"]);
  expect(await failing({ ...open, form: "withdrawn", current: null })).toEqual(["content"]);
  expect(fromBase64(open.proof.hashes[0] ?? "")).toHaveLength(32);
});

test("a field taken away past the house is said to be gone, not to be erased", async () => {
  const reader = house.visitor();
  const { entries } = await reader.call(listEntries, { kind: "appeals.outcome" });
  const index = entries[0]?.index ?? 0;
  const of = "ref = (select ref from record.entry where index = $1 and kind = 'appeals.outcome' limit 1) and name = 'answer'";
  const [row] = await house.admin<{ row: object }>(`select to_jsonb(f) as row from record.sealed_field f where ${of}`, [index]);
  await house.admin(`delete from record.sealed_field where ${of}`, [index]);
  const entry = await reader.call(readEntry, { index });
  expect(entry.fields.find(({ name }) => name === "answer")).toMatchObject({ state: "missing", value: null, erasedBy: null });
  const failing = (await checkEntry(entry)).filter(({ state }) => state === "fails").map(({ step }) => step);
  expect(failing).toEqual(["content", "now"]);
  const back = "insert into record.sealed_field select * from jsonb_populate_record(null::record.sealed_field, $1)";
  await house.admin(back, [row?.row]);
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

test("a name goes when two persons agree, the decision stays proved, and the erasure is on the record itself", async () => {
  const reader = house.visitor();
  const [steward, leader] = [await house.signIn("steward"), await house.signIn("leader")];
  const { entries } = await reader.call(listEntries, { kind: "appeals.outcome" });
  const { index: earlier, subject } = entries.at(-1)!;
  const title = "王小明家门口的路灯";
  const clerk = await house.signIn("clerk");
  const { id: appealId } = (await clerk.fetch({ url: `/api/v1/t/qinghe/appeals/read-appeal?number=${subject}` })).json<{
    id: string;
  }>();
  const payload = { id: appealId, title, text: "门口的路灯不亮。", answer: "已修好。" };
  const released = await clerk.fetch({ method: "POST", url: "/api/v1/t/qinghe/appeals/release-appeal", payload });
  expect(released.statusCode, released.body).toBe(200);
  await house.settle();
  const index = (await reader.call(readEntry, { index: earlier })).later ?? 0;
  const before = await reader.call(readEntry, { index });
  expect(before).toMatchObject({ title, erasable: ["answer", "text", "title"] });
  const salts = [before, await reader.call(readEntry, { index: earlier })].map(
    ({ fields }) => fields.find(({ name }) => name === "title")?.salt ?? "",
  );

  const ask = { index, field: "title", ground: "personal" } as const;
  expect(await clerk.refused(askErasure, ask)).toMatchObject({ code: "absent" });
  expect(await reader.refused(askErasure, ask)).toMatchObject({ status: 401 });
  expect(await steward.refused(askErasure, { ...ask, field: "number" })).toMatchObject({ code: "not-erasable" });
  expect(await steward.refused(askErasure, { ...ask, field: "nothing" })).toMatchObject({ code: "absent" });
  const { id } = await steward.call(askErasure, ask);
  expect(await leader.refused(askErasure, ask)).toMatchObject({ code: "erasure-asked" });
  expect(await steward.refused(decideErasure, { id, decision: "erased" })).toMatchObject({ code: "own-erasure" });
  expect((await reader.call(readEntry, { index })).title).toBe(title);
  expect((await leader.call(listErasures, {})).erasures).toMatchObject([{ id, own: false, state: "waiting" }]);
  expect(await leader.call(decideErasure, { id, decision: "erased" })).toEqual({ id, state: "erased" });
  expect(await leader.refused(decideErasure, { id, decision: "erased" })).toMatchObject({ code: "erasure-decided" });
  await house.settle();

  const after = await reader.call(readEntry, { index });
  const gone = after.fields.find(({ name }) => name === "title");
  expect(gone).toMatchObject({ state: "erased", salt: null, value: null, erasedBy: expect.any(Number) as number });
  expect(after.leaf).toBe(before.leaf);
  expect((await checkEntry(after)).map(({ state }) => state)).toEqual(["holds", "holds", "holds", "holds"]);
  const erasure = await reader.call(readEntry, { index: gone?.erasedBy ?? 0 });
  expect(JSON.parse(erasure.content ?? "")).toMatchObject({ entries: [earlier, index], fields: ["title"] });
  expect((await checkEntry(erasure)).map(({ state }) => state)).toEqual(["holds", "holds", "holds", "holds"]);

  const pages = [`/t/qinghe/log/content/000`, `/t/qinghe/log/current/appeals.outcome/first`, `/t/qinghe/log/proof/${index}`];
  const listed = `/api/v1/t/qinghe/appeals/list-public-appeals?q=${encodeURIComponent("王小明")}`;
  for (const url of [...pages, listed, `/api/v1/t/qinghe/appeals/read-appeal?number=${subject}`]) {
    const { statusCode, body } = await reader.fetch({ url });
    expect(statusCode, url).toBe(200);
    for (const word of ["王小明", ...salts]) expect(body.includes(word), `${url} ${word}`).toBe(false);
  }
  const tables = await house.admin<{ name: string }>(
    "select c.oid::regclass::text as name from pg_class c where relkind = 'r' and relnamespace::regnamespace::text !~ '^(pg_|information_schema)'",
  );
  const holding: string[] = [];
  for (const { name } of tables)
    if ((await house.admin(`select 1 from ${name} t where t::text like '%王小明%' limit 1`)).length > 0) holding.push(name);
  expect(holding).toEqual([]);
  const read = async (path: string) => {
    const answer = await reader.fetch({ url: `/t/qinghe/log/${path}` });
    return answer.statusCode === 200 ? new Uint8Array(answer.rawPayload) : undefined;
  };
  expect(await verifyRecord(read)).toMatchObject({ verified: true, findings: [], fields: { erased: 2 } });

  // Somebody past the house: erased by one alone, or erased and put back.
  const alone = "update record.erasure set decided_by = asked_by";
  await expect(house.admin(alone)).rejects.toThrow("check constraint");
  await house.admin(
    "delete from record.sealed_field f using record.entry e where e.ref = f.ref and e.index = $1 and f.name = 'answer'",
    [index],
  );
  const unseen = await verifyRecord(read);
  expect(unseen.findings.map(({ code, leaf }) => `${code} ${leaf}`)).toContain(`missing-content ${index}`);
});

test("an erasure is refused by the second person, and nothing is erased", async () => {
  const [steward, leader] = [await house.signIn("steward"), await house.signIn("leader")];
  const { entries } = await house.visitor().call(listEntries, { kind: "appeals.outcome" });
  const { index, title } = entries[1]!;
  const { id } = await leader.call(askErasure, { index, field: "title", ground: "mistake" });
  expect(await steward.call(decideErasure, { id, decision: "refused" })).toEqual({ id, state: "refused" });
  expect((await house.visitor().call(readEntry, { index })).title).toBe(title);
  expect(await leader.call(askErasure, { index, field: "title", ground: "order" })).toMatchObject({
    id: expect.any(String) as string,
  });
});
