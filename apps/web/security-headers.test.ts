import { describe, expect, test } from "vitest";
import { pagePowers } from "./page-handle.ts";
import { contentSecurityPolicy, NO_POWERS } from "./security-headers.ts";

const read = (policy: string) => new Map(policy.split("; ").map((directive) => [directive.split(" ")[0] ?? "", directive]));

describe("the policy of a page", () => {
  test("without script allows none, and nothing from anywhere else", () => {
    const policy = read(contentSecurityPolicy("n", NO_POWERS));
    expect(policy.get("script-src")).toBe("script-src 'none'");
    expect(policy.get("default-src")).toBe("default-src 'none'");
    for (const name of ["base-uri", "object-src", "frame-ancestors", "frame-src"])
      expect(policy.get(name)).toBe(`${name} 'none'`);
    expect(policy.get("form-action")).toBe("form-action 'self'");
    expect([...policy.values()].join()).not.toMatch(/https?:|\*|unsafe-eval|script-src[^,]*unsafe-inline/);
  });

  test("with script allows it by nonce only, under Trusted Types", () => {
    const policy = read(contentSecurityPolicy("n0", pagePowers([undefined, { scripted: true }])));
    expect(policy.get("script-src")).toBe("script-src 'nonce-n0' 'strict-dynamic'");
    expect(policy.get("style-src")).toBe("style-src 'self' 'nonce-n0'");
    expect(policy.has("require-trusted-types-for")).toBe(true);
  });

  test("with one small script alone allows no other", () => {
    for (const handle of [{ device: true }, { work: true }, { draft: true }, { later: true }]) {
      const policy = read(contentSecurityPolicy("n0", pagePowers([handle])));
      expect(policy.get("script-src")).toBe("script-src 'nonce-n0'");
      expect(policy.has("require-trusted-types-for")).toBe(true);
    }
  });

  test("lets the editor write HTML and a map make its worker, each alone", () => {
    const editor = read(contentSecurityPolicy("n", pagePowers([{ scripted: true, editor: true }])));
    const map = read(contentSecurityPolicy("n", pagePowers([{ scripted: true, map: true }])));
    expect([editor.has("require-trusted-types-for"), map.has("require-trusted-types-for")]).toEqual([false, true]);
    expect([editor.get("worker-src"), map.get("worker-src")]).toEqual(["worker-src 'self'", "worker-src 'self' blob:"]);
  });
});
