import { describe, expect, test } from "vitest";
import { isRefusal } from "#platform/refusal.ts";
import { decideOn, type RequestAsked } from "./decide-request.ts";

const asked: RequestAsked = { personId: "resident", state: "asked", firstBy: null, ground: null };
const agreed: RequestAsked = { ...asked, state: "agreed", firstBy: "one", ground: "left" };
const agree = (by: string, ground: "left" | "unlawful" | undefined = "left") =>
  ({ by, decision: "agreed", ground, answer: "" }) as const;

describe("erasing somebody takes two persons", () => {
  test("one agrees, another lets it begin, and either refuses with reasons", () => {
    expect(decideOn(asked, agree("one"))).toBe("agreed");
    expect(decideOn(agreed, agree("two"))).toBe("erasing");
    expect(decideOn(agreed, { ...agree("two"), decision: "refused", answer: "仍在本地生活。" })).toBe("refused");
    expect(decideOn(agreed, { ...agree("one"), decision: "refused", answer: "看错了。" })).toBe("refused");
  });

  test.each([
    ["request-decided", { ...agreed, state: "erased" } as const, agree("two")],
    ["own-request", asked, agree("resident")],
    ["own-request", agreed, agree("resident")],
    ["same-person", agreed, agree("one")],
    ["ground-differs", agreed, agree("two", "unlawful")],
    ["invalid-input", asked, { ...agree("one"), ground: undefined }],
    ["invalid-input", asked, { ...agree("one"), decision: "refused", answer: "  " } as const],
  ])("%s", (code, row, decision) => {
    const outcome = decideOn(row, decision);
    expect(isRefusal(outcome) ? outcome.code : outcome).toBe(code);
  });
});
