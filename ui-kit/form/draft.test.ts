import { describe, expect, test } from "vitest";
import { discardDraft, draftKey, parseDraft, saveDraft, type DraftStorage } from "./draft.ts";

function memory(): DraftStorage & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

const SAVED = { savedAt: "2026-11-23T04:00:00.000Z", values: [["title", "灯"]] as const };
const DAY_MS = 86_400_000;
const read = (storage: DraftStorage, name: string, nowMs: number) => parseDraft(storage.getItem(draftKey(name)), nowMs);
const at = (days: number) => Date.parse(SAVED.savedAt) + days * DAY_MS;

describe("a draft", () => {
  test("comes back within a week and is gone after it", () => {
    const storage = memory();
    saveDraft(storage, "raise", SAVED);
    expect(read(storage, "raise", at(6.9))).toEqual(SAVED);
    expect(read(storage, "raise", at(7))).toBeUndefined();
  });

  test("is one form's own, and goes when it is thrown away or emptied", () => {
    const storage = memory();
    saveDraft(storage, "raise", SAVED);
    expect(read(storage, "other", at(1))).toBeUndefined();
    saveDraft(storage, "raise", { ...SAVED, values: [["title", ""]] });
    expect(storage.kept.size).toBe(0);
    saveDraft(storage, "raise", SAVED);
    discardDraft(storage, "raise");
    expect(storage.kept.size).toBe(0);
  });

  test("that is too large is not kept", () => {
    const storage = memory();
    saveDraft(storage, "raise", { ...SAVED, values: [["text", "字".repeat(100_001)]] });
    expect(storage.kept.size).toBe(0);
  });

  test.each(["{", "null", '{"savedAt":"someday","values":[]}', '{"savedAt":"2026-11-23T04:00:00.000Z"}'])(
    "%s is no draft",
    (text) => {
      const storage = memory();
      storage.setItem("gongzhi draft raise", text);
      expect(read(storage, "raise", at(1))).toBeUndefined();
    },
  );
});
