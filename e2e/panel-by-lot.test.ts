import { fileURLToPath } from "node:url";
import type * as Door from "@gongzhi/sortition";
import { drawPanel, fairestLottery, type PanelRequest } from "@gongzhi/sortition";
import { build, type Rolldown } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startBrowser, type TestBrowser } from "./harness/browser.ts";

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
});

const SEED = "00112233445566778899aabbccddeeff";
const DOOR = fileURLToPath(new URL("../packages/sortition/src/index.ts", import.meta.url));

/** A hundred volunteers of unequal kinds, some of one household; the same every time. */
function volunteers(): PanelRequest {
  const candidates = Array.from({ length: 100 }, (_, index) => ({
    id: `p${index}`,
    values: {
      sex: index % 3 === 0 ? "女" : "男",
      age: ["青年", "中年", "老年"][(index * 7) % 11 > 6 ? 0 : (index % 2) + 1]!,
      group: `第${(index * 5) % 4}组`,
    },
    household: `h${index % 80}`,
  }));
  const quotas = [
    ...["女", "男"].map((value) => ({ feature: "sex", value, min: 7, max: 8 })),
    ...["青年", "中年", "老年"].map((value) => ({ feature: "age", value, min: 4, max: 6 })),
    ...[0, 1, 2, 3].map((group) => ({ feature: "group", value: `第${group}组`, min: 3, max: 5 })),
  ];
  return { candidates, quotas, size: 15 };
}

/** The package as one script that puts its exports into `Sortition`. */
async function bundle(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: "silent",
    build: { write: false, minify: true, lib: { entry: DOOR, formats: ["iife"], name: "Sortition" } },
  })) as Rolldown.RolldownOutput[];
  return built[0]!.output[0].code;
}

it("a resident repeats the draw in a browser and gets the same lottery, digit by digit, and the same panel", async () => {
  const request = volunteers();
  const page = await browser.newPage({ baseUrl: "http://localhost" });
  await page.addScriptTag({ content: await bundle() });
  const there = await page.evaluate(
    ([asked, seed]) => {
      const began = performance.now();
      const { Sortition } = window as unknown as { readonly Sortition: typeof Door };
      const outcome = Sortition.fairestLottery(asked);
      if (!outcome.feasible) return undefined;
      const { certificate, probability, tickets } = outcome.lottery;
      return {
        probability: [...probability],
        faults: Sortition.checkCertificate(certificate).faults,
        drawn: Sortition.drawPanel(tickets, seed),
        seconds: (performance.now() - began) / 1000,
      };
    },
    [request, SEED] as const,
  );
  const here = fairestLottery(request);
  if (!here.feasible || there === undefined) throw new Error("these quotas can be met");
  expect(there.faults).toEqual([]);
  expect(there.probability).toEqual([...here.lottery.probability]);
  expect(there.drawn).toEqual(drawPanel(here.lottery.tickets, SEED));
  expect(there.drawn.panel).toHaveLength(15);
});
