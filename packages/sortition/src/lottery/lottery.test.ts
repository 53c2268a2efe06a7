import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { drawPanel } from "../draw-panel.ts";
import { fairestLottery } from "../fairest-lottery.ts";
import { integerBelow, randomFrom, randomSmallRequest } from "../fixtures/random-requests.ts";
import type { PanelRequest } from "../pool/request.ts";
import { commitmentOf, digestOfTickets, drawTicket, hmacSha256 } from "./draw.ts";

const SEED = "00112233445566778899aabbccddeeff";

/** A pool of a village's size, with two or three people at most addresses. */
function village(seed: number): PanelRequest {
  const random = randomFrom(seed);
  const candidates = Array.from({ length: 90 }, (_, index) => ({
    id: `p${index}`,
    values: {
      sex: random() < 0.55 ? "女" : "男",
      age: ["young", "middle", "old"][integerBelow(random, 3)]!,
      group: `group ${integerBelow(random, 4)}`,
    },
    household: `h${integerBelow(random, 45)}`,
  }));
  const quotas = [
    ...["女", "男"].map((value) => ({ feature: "sex", value, min: 6, max: 6 })),
    ...["young", "middle", "old"].map((value) => ({ feature: "age", value, min: 3, max: 5 })),
    ...[0, 1, 2, 3].map((group) => ({ feature: "group", value: `group ${group}`, min: 2, max: 4 })),
  ];
  return { candidates, quotas, size: 12 };
}

function expectKept(request: PanelRequest, tickets: readonly (readonly string[])[]) {
  const byId = new Map(request.candidates.map((candidate) => [candidate.id, candidate]));
  for (const ids of tickets) {
    expect(new Set(ids).size).toBe(request.size);
    const people = ids.map((id) => byId.get(id)!);
    for (const { feature, value, min, max } of request.quotas) {
      const there = people.filter(({ values }) => values[feature] === value).length;
      expect(there >= min && there <= max, `${feature}: ${value} ${there}`).toBe(true);
    }
    expect(new Set(people.map(({ id, household }) => household ?? id)).size).toBe(request.size);
  }
}

describe("tickets", () => {
  test.each([1, 2, 3])("of a village with households keep quotas and households, within one of the fairest (seed %i)", (seed) => {
    const request = village(seed);
    const outcome = fairestLottery(request);
    if (!outcome.feasible) throw new Error("the village's quotas can be met");
    const { tickets, ticketsOf, probability, largestDeviation } = outcome.lottery;
    expect(tickets).toHaveLength(1000);
    expectKept(request, tickets);
    for (const [id, count] of ticketsOf) expect(count).toBe(tickets.filter((ids) => ids.includes(id)).length);
    const sum = [...probability.values()].reduce((a, b) => a + b, 0);
    expect(Math.abs(sum - request.size)).toBeLessThan(1e-9);
    expect(largestDeviation).toBeLessThan(0.0015);
  });

  test("are the same whatever the order of candidates", () => {
    const request = village(4);
    const turned = { ...request, candidates: request.candidates.toReversed() };
    expect(fairestLottery(turned)).toEqual(fairestLottery(request));
  });

  test("of small pools keep the quotas for every number of tickets", () => {
    for (let seed = 0; seed < 60; seed += 1) {
      const request = randomSmallRequest(seed);
      const outcome = fairestLottery(request, { tickets: 1 + seed * 3 });
      if (!outcome.feasible) continue;
      expect(outcome.lottery.tickets).toHaveLength(1 + seed * 3);
      expectKept(request, outcome.lottery.tickets);
    }
  });

  test.each([0, 1.5, 1_000_000])("a lottery of %d tickets is refused", (tickets) => {
    expect(() => fairestLottery(village(1), { tickets })).toThrow(expect.objectContaining({ code: "bad-tickets" }));
  });
});

describe("the draw", () => {
  test("HMAC-SHA-256 is Node's for every length of key and message around a block", () => {
    for (const key of [16, 32, 63, 64]) {
      for (let length = 0; length < 130; length += 7) {
        const [bytes, message] = [key, length].map((size) =>
          Uint8Array.from({ length: size }, (_, at) => (at * 11 + size) % 256),
        );
        const expected = createHmac("sha256", bytes!).update(message!).digest("hex");
        expect(Buffer.from(hmacSha256(bytes!, message!)).toString("hex")).toBe(expected);
      }
    }
  });

  test("follows the published recipe", () => {
    const tickets = [["a"], ["b"], ["c"]];
    const digest = createHash("sha256").update("0\ta\n1\tb\n2\tc\n").digest("hex");
    const key = Buffer.from(SEED, "hex");
    const message = Buffer.from(`gongzhi.sortition.draw.1\n${digest}\n\0\0\0\0`);
    const number = createHmac("sha256", key).update(message).digest().readUInt32BE(0);
    const drawn = drawPanel(tickets, SEED);
    expect(digestOfTickets(tickets)).toBe(digest);
    expect(drawn).toEqual({
      ticket: number % 3,
      panel: tickets[number % 3],
      commitment: createHash("sha256").update(key).digest("hex"),
      digest,
    });
  });

  test("hits each of ten tickets about as often (χ² at 0.1 %)", () => {
    const counts = Array.from({ length: 10 }, () => 0);
    for (let at = 0; at < 20_000; at += 1) counts[drawTicket(at.toString(16).padStart(32, "0"), "digest", 10)]! += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
    expect(chiSquare).toBeLessThan(27.88);
  });

  test("takes the next number where one would favour the first tickets", () => {
    // With 2^31 + 1 tickets almost half of all numbers are beyond the last whole multiple.
    const tickets = 2 ** 31 + 1;
    for (let at = 0; at < 200; at += 1) expect(drawTicket(at.toString(16).padStart(32, "0"), "", tickets)).toBeLessThan(tickets);
  });

  test("refuses a seed whose commitment was not the one published", () => {
    const tickets = [["a"], ["b"]];
    expect(drawPanel(tickets, SEED, commitmentOf(SEED).toUpperCase()).panel).toHaveLength(1);
    expect(() => drawPanel(tickets, SEED.replace("00", "01"), commitmentOf(SEED))).toThrow(
      expect.objectContaining({ code: "wrong-seed" }),
    );
  });

  test.each(["", "abc", "00112233445566778899aabbccddee", "zz112233445566778899aabbccddeeff"])(
    "refuses the seed «%s»",
    (seed) => {
      expect(() => drawPanel([["a"]], seed)).toThrow(expect.objectContaining({ code: "bad-seed" }));
    },
  );
});
