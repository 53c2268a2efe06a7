import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { verifyRecord } from "@gongzhi/log-verifier";
import type { ActionContext, Capability, Tenant } from "#platform/capability.ts";
import { isRefusal } from "#platform/refusal.ts";
import { buildRegistry } from "#platform/registry/registry.ts";
import { openTrialHouse, personActor, type TrialHouse } from "#platform/testing/trial-house.ts";
import { askErasure } from "../contract/ask-erasure.ts";
import { decideErasure } from "../contract/decide-erasure.ts";
import { appendPublic, appendSealed, appendWithdrawn, record, type RecordSource } from "../index.ts";
import { LOG_FILES } from "./log-files.ts";

/** TRUST case 1: no false alarm in ten thousand honest changes. A slice, the whole of it nightly. */
const [CHANGES, BATCH] = process.env["GONGZHI_NIGHTLY"] === "1" ? [10_000, 100] : [600, 60];
const SEED = 20_261_126;
/** The whole of it takes minutes where many runs share two cores. */
const LONG_MS = 3_600_000;
const TOWN = "cn.99.9901.990101.990101101";

type Paper = { readonly title: string; readonly text: string };
type Shelf = Map<string, Paper>;

/** What an honest house shows as official now: a capability of the simplest kind, its table a map. */
const open: Shelf = new Map();
const sealed: Shelf = new Map();
/** What stands on a shelf, in order, until it is changed. */
const order = new Map<Shelf, readonly string[]>();

function ordered(shelf: Shelf): readonly string[] {
  const known = order.get(shelf) ?? [...shelf.keys()].toSorted();
  order.set(shelf, known);
  return known;
}

function shelfSource(shelf: Shelf, as: "content" | "fields"): RecordSource {
  return {
    name: "文件",
    nameEn: "Paper",
    current: async (_, which) => {
      const all = ordered(shelf);
      const chosen =
        "subjects" in which
          ? all.filter((one) => which.subjects.includes(one))
          : all.filter((one) => one > which.after).slice(0, which.limit);
      return chosen.map((subject) => ({ subject, [as]: shelf.get(subject) }));
    },
    erase: {
      fields: ["title", "text"],
      run: async (_, subject, { field }) => {
        const paper = shelf.get(subject);
        if (paper !== undefined) shelf.set(subject, { ...paper, [field]: "" });
      },
    },
  };
}

const papers: Capability = {
  name: "papers",
  dependsOn: ["record"],
  contributes: {
    "record.sources": { "papers.open": shelfSource(open, "content"), "papers.sealed": shelfSource(sealed, "fields") },
  },
};

let house: TrialHouse;
let town: Tenant;
const registry = buildRegistry([record, papers]);

beforeAll(async () => {
  house = await openTrialHouse(inject("postgres"), [record, papers]);
  town = await house.addTenant("qinghe", TOWN);
});
afterAll(() => house.close());

async function read(path: string): Promise<Uint8Array | undefined> {
  if (LOG_FILES.stored(path) !== undefined) return await house.house.published.read(town.id, `log/${path}`);
  const made = await house.act(town, async (context) => await LOG_FILES.made({ ...context, offered: registry }, path));
  return made === undefined ? undefined : new TextEncoder().encode(made.text);
}

/** mulberry32: the same changes each time for one seed. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const TEXTS = ["路灯已修。", "经核实，属实。", '"引号"与\\反斜线', "𠮷野家 \u2028 行", "é or é", "1e400", ""];
let given = 0;

/** One official act: something new, something changed, something that holds no longer. */
function change(context: ActionContext, choose: (below: number) => number): void {
  const shelf = choose(2) === 0 ? open : sealed;
  const kind = shelf === open ? "papers.open" : "papers.sealed";
  const what = choose(10);
  const known = [...shelf.keys()];
  const old = known[choose(Math.max(known.length, 1))];
  order.delete(shelf);
  if (what < 2 && old !== undefined) {
    shelf.delete(old);
    appendWithdrawn(context, { kind, subject: old, content: { title: old, became: "ended" } });
    return;
  }
  given += 1;
  const subject = what < 5 && old !== undefined ? old : `p${given}/${choose(3)}`;
  const paper = { title: `文件 ${given}`, text: TEXTS[choose(TEXTS.length)] ?? "" };
  shelf.set(subject, paper);
  if (shelf === open) return appendPublic(context, { kind, subject, content: paper });
  const fields = {
    title: { value: paper.title, shown: true },
    text: { value: paper.text, shown: true },
    by: { value: given, shown: false },
  };
  appendSealed(context, { kind, subject, fields });
}

async function eraseOne(choose: (below: number) => number): Promise<boolean> {
  const [asking, deciding] = [house.newId(), house.newId()].map((id) => personActor(town, id, [{ duties: ["record.erase"] }]));
  const rows = await house.look(
    "select e.index, f.name from record.entry e join record.sealed_field f on f.ref = e.ref and f.public order by e.index, f.name",
  );
  const row = rows[choose(Math.max(rows.length, 1))];
  if (row === undefined || asking === undefined || deciding === undefined) return false;
  const input = { index: Number(row["index"]), field: String(row["name"]), ground: "consent" } as const;
  const asked = await house.call(askErasure, input, asking);
  if (isRefusal(asked)) throw new Error(`nothing was asked: ${asked.code}`);
  const decided = await house.call(decideErasure, { id: asked.id, decision: "erased" }, deciding);
  if (isRefusal(decided)) throw new Error(`nothing was erased: ${decided.code}`);
  return true;
}

test(
  `no false alarm in ${CHANGES} honest changes`,
  async () => {
    const choose = seeded(SEED);
    const seen: string[] = [];
    let erased = 0;
    for (let done = 0; done < CHANGES; done += BATCH) {
      await house.act(town, async (context) => {
        for (let at = 0; at < BATCH; at += 1) change(context, choose);
      });
      await house.drain();
      if (await eraseOne(choose)) erased += 1;
      await house.drain();
      const report = await verifyRecord(read, { seen });
      expect(report.findings, `after ${done + BATCH}`).toEqual([]);
      expect(report).toMatchObject({ verified: true, waiting: [], size: done + BATCH + erased });
      // A first reader, one who came a while ago, and the last one.
      seen.splice(seen.length > 2 ? 1 : seen.length, seen.length > 2 ? 1 : 0);
      seen.push(report.checkpoint ?? "");
    }
    const last = await verifyRecord(read, { seen });
    expect(last.compared).toBe(open.size + sealed.size + erased);
    expect(last.fields.erased).toBeGreaterThanOrEqual(erased);
    expect([open.size, sealed.size].every((size) => size > CHANGES / 10)).toBe(true);
  },
  LONG_MS,
);
