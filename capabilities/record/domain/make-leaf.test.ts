import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { makePublicLeaf, makeSealedLeaf, makeWithdrawnLeaf } from "./make-leaf.ts";
import { commitTo, sealFields } from "./seal-fields.ts";

const REF = new Uint8Array(16).fill(0xab);
const HEAD = { kind: "rules.version", subject: "r1/2" };
const SOURCE = { ref: REF, on: "2026-11-26" };
const sha256 = (...parts: readonly (string | Buffer)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");

test("a public leaf holds the hash of its content and nothing of it", () => {
  const made = makePublicLeaf(HEAD, { title: "通知期限", days: 10 }, SOURCE);
  expect(made.content).toBe('{"days":10,"title":"通知期限"}');
  expect(made.leaf).toBe(
    `{"content":"${sha256('{"days":10,"title":"通知期限"}')}","kind":"rules.version","leaf":"public","on":"2026-11-26",` +
      `"ref":"abababababababababababababababab","subject":"r1/2","v":1}`,
  );
  expect(makeWithdrawnLeaf(HEAD, { title: "通知期限", why: "…" }, SOURCE).leaf).toContain('"leaf":"withdrawn"');
});

test("a sealed leaf holds a salted commitment to each field, recomputed here from scratch", () => {
  const salt = Buffer.alloc(32, 7);
  const { openings, commitments } = sealFields({ name: "张三", sum: 100 }, () => salt);
  expect(openings["name"]).toEqual({ salt: salt.toString("hex"), value: "张三" });
  expect(commitments).toEqual({ name: sha256(salt, '["name","张三"]'), sum: sha256(salt, '["sum",100]') });
  const made = makeSealedLeaf({ kind: "appeals.outcome", subject: "a1" }, { commitments, shown: ["sum"], title: "路灯" }, SOURCE);
  expect(JSON.parse(made.leaf)).toMatchObject({ leaf: "sealed", fields: commitments, shown: ["sum"] });
  expect(made.leaf).not.toContain("张三");
  expect(made.content).toBeUndefined();
});

test("a commitment fits one value of one field under one salt", () => {
  const salt = "00".repeat(32);
  const fits = commitTo("name", { salt, value: "张三" });
  for (const other of [
    commitTo("name", { salt, value: "张四" }),
    commitTo("heir", { salt, value: "张三" }),
    commitTo("name", { salt: "01".repeat(32), value: "张三" }),
  ])
    expect(other).not.toBe(fits);
  expect(() => commitTo("name", { salt: "00", value: "张三" })).toThrow("32 bytes");
});

test("what could not stand in a log is no leaf", () => {
  const content = { title: "x" };
  for (const head of [
    { ...HEAD, kind: "Rules" },
    { ...HEAD, subject: "../x" },
    { ...HEAD, subject: "a".repeat(201) },
  ])
    expect(() => makePublicLeaf(head, content, SOURCE)).toThrow("is no");
  expect(() => makePublicLeaf(HEAD, content, { ...SOURCE, ref: new Uint8Array(8) })).toThrow("16 random bytes");
  expect(() => makePublicLeaf(HEAD, { title: "x", text: "y".repeat(600_000) }, SOURCE)).toThrow("bytes of content");
  expect(() => makeSealedLeaf(HEAD, { commitments: {}, shown: [], title: "x" }, SOURCE)).toThrow("0 fields");
  expect(makePublicLeaf(HEAD, { title: "字".repeat(300) }, SOURCE).title).toHaveLength(200);
});
