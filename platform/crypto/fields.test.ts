import { createSecretKey, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blindIndex, blindIndexes, decryptField, encryptField, FieldUnreadable, needsNewKey } from "./fields.ts";
import type { KeyRing, SecretKey } from "./keys.ts";
import { newSecret, openToken, sealToken, secretDigest } from "./tokens.ts";

function ring(...ids: readonly [number, ...number[]]): KeyRing {
  return ringOf(ids.map((id) => ({ id, key: createSecretKey(randomBytes(32)) })));
}

function ringOf(all: readonly SecretKey[]): KeyRing {
  const current = all[0];
  if (current === undefined) throw new Error("a ring needs a key");
  return { purpose: "fields", current, all, find: (id) => all.find((key) => key.id === id) };
}

const place = { table: "people.person_personal", row: "0190f3c1-0000-7000-8000-000000000001", column: "phone" };

describe("encrypted fields", () => {
  test("any text comes back, and never stands in the stored form", () => {
    const keys = ring(1);
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 6, maxLength: 200 }), (value) => {
        const stored = encryptField(keys, place, value);
        expect(decryptField(keys, place, stored)).toBe(Buffer.from(value, "utf8").toString("utf8"));
        expect(stored).not.toContain(value);
      }),
    );
  });

  test("equal values are stored differently", () => {
    const keys = ring(1);
    expect(encryptField(keys, place, "+8613800138000")).not.toBe(encryptField(keys, place, "+8613800138000"));
  });

  test("moved to another table, row or column it does not open", () => {
    const keys = ring(1);
    const stored = encryptField(keys, place, "+8613800138000");
    for (const moved of [{ table: "x" }, { row: "0190f3c1-0000-7000-8000-000000000002" }, { column: "identity_number" }]) {
      expect(() => decryptField(keys, { ...place, ...moved }, stored)).toThrow(FieldUnreadable);
    }
    const glued = { table: place.table, row: `${place.row}","phone`, column: "" };
    expect(() => decryptField(keys, glued, stored)).toThrow(FieldUnreadable);
  });

  test("any changed, dropped or added sign is found", () => {
    const keys = ring(1);
    const stored = encryptField(keys, place, "11010519491231002X");
    for (let at = 0; at < stored.length; at++) {
      const other = stored[at] === "B" ? "C" : "B";
      expect(() => decryptField(keys, place, stored.slice(0, at) + other + stored.slice(at + 1))).toThrow(FieldUnreadable);
      expect(() => decryptField(keys, place, stored.slice(0, at) + stored.slice(at + 1))).toThrow(FieldUnreadable);
    }
    expect(() => decryptField(keys, place, `${stored}A`)).toThrow(FieldUnreadable);
    expect(() => decryptField(keys, place, "")).toThrow(FieldUnreadable);
  });

  test("after a rotation old values open, new ones use the new key, and without the key nothing opens", () => {
    const old = ring(1);
    const stored = encryptField(old, place, "张三");
    const rotated = ringOf([{ id: 2, key: createSecretKey(randomBytes(32)) }, old.current]);
    expect(decryptField(rotated, place, stored)).toBe("张三");
    expect(needsNewKey(rotated, stored)).toBe(true);
    const again = encryptField(rotated, place, "张三");
    expect(needsNewKey(rotated, again)).toBe(false);
    expect(() => decryptField(old, place, again)).toThrow(FieldUnreadable);
    expect(() => decryptField(ring(1), place, stored)).toThrow(FieldUnreadable);
  });

  test("an error names the column and nothing else", () => {
    const keys = ring(1);
    const fault = new FieldUnreadable(place);
    expect(() => decryptField(keys, place, "1.AAAA")).toThrow(fault.message);
    expect(fault.message).not.toContain(place.row);
  });

  test("something too long for a field is a bug", () => {
    expect(() => encryptField(ring(1), place, "x".repeat(300_000))).toThrow(/file/);
  });
});

describe("keyed index", () => {
  test("equal values meet, in one domain and under one key only", () => {
    const keys = ring(1);
    const index = blindIndex(keys, "phone", "+8613800138000");
    expect(blindIndex(keys, "phone", "+8613800138000")).toBe(index);
    expect(blindIndex(keys, "phone", "+8613800138001")).not.toBe(index);
    expect(blindIndex(keys, "identity", "+8613800138000")).not.toBe(index);
    expect(blindIndex(ring(1), "phone", "+8613800138000")).not.toBe(index);
  });

  test("domain and value cannot be shifted into each other", () => {
    const keys = ring(1);
    expect(blindIndex(keys, "phone/a", "b")).not.toBe(blindIndex(keys, "phone", "a/b"));
    expect(blindIndex(keys, 'phone","a', "b")).not.toBe(blindIndex(keys, "phone", 'a","b'));
  });

  test("during a rotation both forms are looked for", () => {
    const old = ring(1);
    const rotated = ringOf([{ id: 2, key: createSecretKey(randomBytes(32)) }, old.current]);
    expect(blindIndexes(rotated, "phone", "x")).toEqual([blindIndex(rotated, "phone", "x"), blindIndex(old, "phone", "x")]);
  });
});

describe("tokens", () => {
  test("the content comes back for its use, before its end", () => {
    const keys = ring(3);
    const token = sealToken(keys, "cursor/list", { after: ["2026-11-23", "李四"] }, 2_000);
    expect(token).toMatch(/^[A-Za-z0-9_-]{1,400}$/);
    expect(openToken(keys, "cursor/list", token, 1_999)).toEqual({ after: ["2026-11-23", "李四"] });
    expect(openToken(keys, "cursor/list", token, 2_000)).toBeUndefined();
    expect(openToken(keys, "cursor/other", token, 0)).toBeUndefined();
    expect(openToken(ring(3), "cursor/list", token, 0)).toBeUndefined();
  });

  test("its content cannot be read off it", () => {
    const token = sealToken(ring(1), "cursor", "13800138000");
    expect(Buffer.from(token, "base64url").toString("latin1")).not.toContain("13800138000");
  });

  test("every changed sign and any odd text is refused without a throw", () => {
    const keys = ring(1);
    const token = sealToken(keys, "cursor", [1, 2, 3]);
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === "B" ? "C" : "B";
      expect(openToken(keys, "cursor", token.slice(0, at) + other + token.slice(at + 1), 0)).toBeUndefined();
    }
    fc.assert(fc.property(fc.string({ maxLength: 500 }), (text) => openToken(keys, "cursor", text, 0) === undefined));
  });

  test("content that would make the token too long is a bug", () => {
    expect(() => sealToken(ring(1), "cursor", "x".repeat(400))).toThrow(/cut/);
    expect(sealToken(ring(1), "cursor", "x".repeat(255)).length).toBeLessThanOrEqual(400);
  });

  test("secrets differ and have a digest", () => {
    expect(newSecret()).not.toBe(newSecret());
    expect(newSecret()).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(secretDigest("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});
