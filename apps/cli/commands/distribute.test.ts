import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandRefusal } from "../command.ts";
import { command } from "./distribute.ts";

const EXAMPLES = fileURLToPath(new URL("../../../packages/double-entry/examples/", import.meta.url));

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gongzhi-distribute-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Printed = {
  readonly incomeCents: number;
  readonly amounts: readonly { readonly amountCents: number }[];
  readonly members: readonly { readonly amountCents: number }[];
  readonly rounding: readonly { readonly residueCents: number; readonly floorCents: number; readonly amountCents: number }[];
  readonly entry: { readonly postings: readonly { readonly amount: number }[] };
};

async function run(...positionals: readonly string[]): Promise<Printed> {
  let printed = "";
  const stdout = { write: (text: string) => (printed += text) };
  expect(await command.run({ positionals, values: {}, stdout, stderr: { write: () => true } })).toBe(0);
  return JSON.parse(printed) as Printed;
}

async function refusedFor(plan: unknown): Promise<string> {
  const file = join(folder, "plan.json");
  writeFileSync(file, typeof plan === "string" ? plan : JSON.stringify(plan));
  try {
    await run(file);
    return "not refused";
  } catch (error) {
    if (error instanceof CommandRefusal) return `${error.code} ${error.message}`;
    throw error;
  }
}

function sum(rows: readonly { readonly amountCents: number }[]): number {
  return rows.reduce((total, { amountCents }) => total + amountCents, 0);
}

describe("gongzhi distribute", () => {
  test("every example: amounts come to the income, members to their steps, postings to nothing", async () => {
    for (const name of readdirSync(EXAMPLES)) {
      const { incomeCents, amounts, members, rounding, entry } = await run(join(EXAMPLES, name, "plan.json"));
      expect([name, sum(amounts)]).toEqual([name, incomeCents]);
      expect(sum(members)).toBe(sum(rounding));
      for (const { residueCents, floorCents, amountCents } of rounding) expect(residueCents + floorCents).toBe(amountCents);
      expect(entry.postings.reduce((total, { amount }) => total + amount, 0)).toBe(0);
    }
  });

  test("a hundred thousand members", async () => {
    const members = Array.from({ length: 100_000 }, (_, index) => ({ id: `m${index}`, shares: (index % 7) + 0.5 }));
    const sources = [{ name: "income", account: "e:r", amountCents: 123_456_789 }];
    const steps = [{ kind: "members", name: "d", account: "l:d", rest: true }];
    const file = join(folder, "many.json");
    writeFileSync(file, JSON.stringify({ key: "k", title: "t", date: "2025-12-31", sources, steps, members }));
    const printed = await run(file);
    expect([printed.members.length, sum(printed.members)]).toEqual([100_000, 123_456_789]);
  });

  test("refuses with the path of the fault: no plan, no JSON, no file, no UTF-8, two files", async () => {
    expect(await refusedFor({ key: "a" })).toMatch(/^malformed \S+plan\.json: date: /u);
    expect(await refusedFor([])).toMatch(/^malformed \S+plan\.json: plan: must be an object/u);
    expect(await refusedFor("{")).toMatch(/^unreadable-file /u);
    const sources = [{ name: "income", account: "e:r", amountCents: 10 }];
    const steps = [{ kind: "members", name: "d", account: "l:d", share: "4/3" }];
    expect(await refusedFor({ key: "k", title: "t", date: "2025-12-31", sources, steps })).toMatch(
      /^malformed \S+plan\.json: steps\.0\.share: /u,
    );
    writeFileSync(join(folder, "latin.json"), Buffer.from([0x22, 0xe9, 0x22]));
    await expect(run(join(folder, "latin.json"))).rejects.toThrow(/latin\.json/u);
    await expect(run(join(folder, "none.json"))).rejects.toThrow(/no file/u);
    await expect(run(folder)).rejects.toThrow(/no file/u);
    await expect(run("a", "b")).rejects.toThrow(/one file/u);
  });
});
