import { sign } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Finding, type Report, verifyRecord, type VerifyOptions } from "@gongzhi/log-verifier";
import {
  entriesPath,
  formatCheckpoint,
  formatNote,
  growTiles,
  growTree,
  hashLeaf,
  noteKey,
  signNote,
  TILE_WIDTH,
  tileOf,
  tilePath,
  utf8,
  writeEntries,
} from "@gongzhi/merkle-log";
import { logKeyOf } from "#platform/crypto/log-keys.ts";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";

/** A slice with every change, the whole of it nightly. */
const ALTERATIONS = process.env["GONGZHI_NIGHTLY"] === "1" ? 500 : 60;
const SEED = 20_261_126;
/** The whole of it takes minutes where many runs share two cores. */
const LONG_MS = 3_600_000;

let house: TestHouse;
let tenant = "";
let size = 0;
let before = "";

beforeAll(async () => {
  house = await startTestHouse();
  await house.settle();
  tenant = (await house.admin<{ id: string }>("select id from platform.tenant where slug = 'qinghe'"))[0]!.id;
  size = Number((await file("checkpoint")).split("\n")[1]);
  before = await file("checkpoint");
});
afterAll(async () => {
  await house.close();
});

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const file = async (path: string) => text(await house.house.published.read(tenant, `log/${path}`));

async function read(path: string): Promise<Uint8Array | undefined> {
  const answer = await house.visitor().fetch({ method: "GET", url: `/t/qinghe/log/${path}` });
  return answer.statusCode === 200 ? new Uint8Array(answer.rawPayload) : undefined;
}

const verify = async (options: VerifyOptions = {}, reads = read): Promise<Report> => await verifyRecord(reads, options);

/** mulberry32: the same alterations each time for one seed. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Choose = (below: number) => number;
/** Does it, says what must be named, and how to undo it. */
type Alteration = (choose: Choose) => Promise<{
  readonly named: (finding: Finding) => boolean;
  readonly undo: () => Promise<unknown>;
  readonly options?: VerifyOptions;
  /** What an outsider reads instead of what the house serves. */
  readonly reads?: typeof read;
}>;

const atLeaf = (index: number) => (finding: Finding) => finding.leaf === index;

/** One row of a table changed as superuser, and put back whole. */
async function change(table: string, where: string, values: readonly unknown[], set: string, more: readonly unknown[] = []) {
  const key = `${where} and tenant_id = '${tenant}'`;
  const [kept] = await house.admin<{ row: object }>(`select to_jsonb(t) as row from ${table} t where ${key}`, values);
  if (kept === undefined) throw new Error(`no row of ${table} where ${where}`);
  const columns = set.matchAll(/(\w+) = /g);
  await house.admin(`update ${table} set ${set} where ${key}`, [...values, ...more]);
  const back = [...columns].map(
    ([, column]) => `${column} = (jsonb_populate_record(null::${table}, $${values.length + 1})).${column}`,
  );
  return async () => await house.admin(`update ${table} set ${back.join(", ")} where ${key}`, [...values, kept.row]);
}

type Placed = { readonly index: number; readonly kind: string; readonly subject: string; readonly ref: string };

/** @param kind a pattern of kinds */
async function entryOf(kind: string, choose: Choose): Promise<Placed> {
  const rows = await house.admin<Placed>(
    "select index, kind, subject, ref from record.entry where tenant_id = $1 and kind ~ $2 order by index",
    [tenant, kind],
  );
  return rows[choose(rows.length)]!;
}

async function flip(path: string, choose: Choose) {
  const whole = (await house.house.published.read(tenant, `log/${path}`))!;
  const at = choose(whole.length);
  await house.house.published.write(tenant, `log/${path}`, whole.with(at, whole[at]! ^ (1 << choose(8))));
  return { at, undo: async () => await house.house.published.write(tenant, `log/${path}`, whole) };
}

/** The files that change as the log grows. */
function lastPage() {
  const index = BigInt(Math.floor((size - 1) / TILE_WIDTH));
  const tile = tileOf(BigInt(size), 0, index);
  return { tile: tilePath(tile), entries: entriesPath(tile), first: Number(index) * TILE_WIDTH };
}

const OF_APPEAL = "appeal_id = (select id from appeals.appeal where number = $1)";

/** Which row of its capability's holds what was published as an entry: its table, its place, and the values of that. */
function publicationOf(kind: string, subject: string): readonly [table: string, where: string, values: readonly unknown[]] {
  const [owner = "", what] = kind.split(".");
  const [thing, version] = [subject.slice(0, subject.lastIndexOf("/")), Number(subject.slice(subject.lastIndexOf("/") + 1))];
  if (owner === "disclosure") return ["disclosure.version", "item_id = $1 and version = $2", [thing, version]];
  const column = owner === "meetings" ? "meeting_id" : "number";
  return [`${owner}.publication`, `${column} = $1 and version = $2 and kind = $3`, [thing, version, what]];
}

const IN_VERSIONS = "^(disclosure|meetings|projects|resolutions|supervision)[.]";

const ENTRY_COLUMNS = [
  "content = content || ' '",
  "content = jsonb_set(content::jsonb, '{title}', '\"另一个\"')::text",
  "title = title || '。'",
  "kind = 'rules.other'",
  "subject = subject || '0'",
  "leaf = replace(leaf, '\"v\":1', '\"v\":2')",
] as const;

const ALTERATIONS_KNOWN: Readonly<Record<string, Alteration>> = {
  "a rule's text": async (choose) => {
    const { index, subject } = await entryOf("rules.version", choose);
    const [rule, version] = subject.split("/");
    const undo = await change(
      "rules.version",
      "rule_id = $1 and version = $2",
      [rule, Number(version)],
      "text = text || '另行规定。'",
    );
    return { named: atLeaf(index), undo };
  },
  "a rule's figures": async (choose) => {
    const { index, subject } = await entryOf("rules.version", choose);
    const [rule, version] = subject.split("/");
    const undo = await change(
      "rules.version",
      "rule_id = $1 and version = $2",
      [rule, Number(version)],
      "parameters = parameters || '{\"added\": 1}'",
    );
    return { named: atLeaf(index), undo };
  },
  "the day a rule begins": async (choose) => {
    const { index, subject } = await entryOf("rules.version", choose);
    const [rule, version] = subject.split("/");
    const undo = await change(
      "rules.version",
      "rule_id = $1 and version = $2",
      [rule, Number(version)],
      "valid_from = valid_from + 1",
    );
    return { named: atLeaf(index), undo };
  },
  "a procedure's diagram": async (choose) => {
    const { index, subject } = await entryOf("cases.procedure", choose);
    const [key, version] = [subject.slice(0, subject.lastIndexOf("/")), Number(subject.slice(subject.lastIndexOf("/") + 1))];
    const undo = await change("cases.procedure", "key = $1 and version = $2", [key, version], "bpmn = replace(bpmn, '<', '< ')");
    return { named: atLeaf(index), undo };
  },
  "a released answer": async (choose) => {
    const { index, subject } = await entryOf("appeals.outcome", choose);
    return {
      named: atLeaf(index),
      undo: await change("appeals.release", OF_APPEAL, [subject], "answer = answer || '已办结。'"),
    };
  },
  "a released outcome taken away": async (choose) => {
    const { index, subject } = await entryOf("appeals.outcome", choose);
    return { named: atLeaf(index), undo: await change("appeals.appeal", "number = $1", [subject], "public = false") };
  },
  "a version nobody enacted": async (choose) => {
    const { subject } = await entryOf("rules.version", choose);
    const rule = subject.split("/")[0];
    await house.admin(
      "insert into rules.version select tenant_id, rule_id, 99, text, parameters, citations, '1990-01-01', '1990-01-02', source, enacted_at, enacted_by from rules.version where rule_id = $1 and version = 1",
      [rule],
    );
    return {
      named: (finding) => finding.code === "unrecorded" && finding.subject === `rules.version ${rule}/99`,
      undo: async () => await house.admin("delete from rules.version where rule_id = $1 and version = 99", [rule]),
    };
  },
  "a text published in versions": async (choose) => {
    const { index, kind, subject } = await entryOf(IN_VERSIONS, choose);
    const [table, where, values] = publicationOf(kind, subject);
    return {
      named: atLeaf(index),
      undo: await change(table, where, values, "content = jsonb_set(content, '{title}', '\"另一个\"')"),
    };
  },
  "a version that was published, taken away": async (choose) => {
    const { index, kind, subject } = await entryOf(IN_VERSIONS, choose);
    const [table, where, values] = publicationOf(kind, subject);
    const [row] = await house.admin<{ row: object }>(`select to_jsonb(t) as row from ${table} t where ${where}`, values);
    await house.admin(`delete from ${table} where ${where}`, values);
    return {
      named: (finding) => finding.code === "gone" && finding.leaf === index,
      undo: async () =>
        await house.admin(`insert into ${table} select * from jsonb_populate_record(null::${table}, $1)`, [row?.row]),
    };
  },
  "a sealed field's value": async (choose) => {
    const { index, ref } = await entryOf("appeals.outcome", choose);
    const undo = await change(
      "record.sealed_field",
      "ref = $1 and name = 'text'",
      [ref],
      "opening_cipher = substr(opening_cipher, 1, 20) || 'AAAA' || substr(opening_cipher, 25)",
    );
    return { named: atLeaf(index), undo };
  },
  "a sealed field removed": async (choose) => {
    const { index, ref } = await entryOf("appeals.outcome", choose);
    const [row] = await house.admin<{ row: object }>(
      "select to_jsonb(f) as row from record.sealed_field f where ref = $1 and name = 'answer'",
      [ref],
    );
    await house.admin("delete from record.sealed_field where ref = $1 and name = 'answer'", [ref]);
    const undo = async () =>
      await house.admin("insert into record.sealed_field select * from jsonb_populate_record(null::record.sealed_field, $1)", [
        row?.row,
      ]);
    return { named: atLeaf(index), undo };
  },
  "an entry in the database": async (choose) => {
    const { index } = await entryOf("rules.version", choose);
    const undo = await change("record.entry", "index = $1", [index], ENTRY_COLUMNS[choose(ENTRY_COLUMNS.length)]!);
    return { named: atLeaf(index), undo };
  },
  "an entry removed from the database": async (choose) => {
    const index = choose(size);
    const [row] = await house.admin<{ row: object }>(
      "select to_jsonb(e) as row from record.entry e where tenant_id = $1 and index = $2",
      [tenant, index],
    );
    await house.admin("delete from record.entry where tenant_id = $1 and index = $2", [tenant, index]);
    const undo = async () =>
      await house.admin("insert into record.entry select * from jsonb_populate_record(null::record.entry, $1)", [row?.row]);
    return { named: atLeaf(index), undo };
  },
  "a tile on the disk": async (choose) => {
    const { tile, first } = lastPage();
    const { at, undo } = await flip(tile, choose);
    return { named: (finding) => finding.page === tile && finding.leaf === first + Math.floor(at / 32), undo };
  },
  "a bundle on the disk": async (choose) => {
    const { tile, entries } = lastPage();
    const { undo } = await flip(entries, choose);
    // A changed length makes the bundle none; any other byte is one entry's.
    return { named: (finding) => finding.page === entries || finding.page === tile, undo };
  },
  "the signed head on the disk": async (choose) => {
    const { undo } = await flip("checkpoint", choose);
    return { named: (finding) => finding.page === "checkpoint", undo, options: { seen: [before] } };
  },
  "the log's key": async (choose) => {
    const { undo } = await flip("key", choose);
    return { named: (finding) => finding.page === "key", undo };
  },
  "the whole log, by another one its own key signed": async (choose) => {
    const leaves = await leavesNow();
    const at = choose(size);
    const other = leaves.with(at, leaves[at]!.replace(/"on":"\d{4}/, '"on":"1999'));
    return {
      named: ({ code, says }) => code === "forked" && says.includes(`first ${size} leaves`),
      undo: async () => undefined,
      options: { seen: [before] },
      reads: await forge(other),
    };
  },
  "everything, by an older backup": async (choose) => {
    const at = choose(size);
    return {
      named: ({ code, leaf }) => code === "shrunk" && leaf === at,
      undo: async () => undefined,
      options: { seen: [before] },
      reads: await forge((await leavesNow()).slice(0, at)),
    };
  },
  "a kind of thing no longer spoken of": async (choose) => {
    const about = JSON.parse(text(await read("about"))) as { readonly kinds: Readonly<Record<string, unknown>> };
    const { kind } = await entryOf("[.]", choose);
    const { [kind]: _, ...kinds } = about.kinds;
    return {
      named: ({ code, page, says }) => code === "gone" && page === "about" && says.includes(kind),
      undo: async () => undefined,
      reads: async (path) => (path === "about" ? utf8(JSON.stringify({ ...about, kinds })) : await read(path)),
    };
  },
  "a file removed from the disk": async (choose) => {
    const path = [lastPage().tile, lastPage().entries, "checkpoint", "key"][choose(4)]!;
    const whole = (await house.house.published.read(tenant, `log/${path}`))!;
    await house.house.published.drop(tenant, `log/${path}`);
    return {
      named: (finding) => finding.page === path,
      undo: async () => await house.house.published.write(tenant, `log/${path}`, whole),
    };
  },
};

test("the honest record verifies whole", async () => {
  const report = await verify({ seen: [before] });
  expect(report.findings).toEqual([]);
  expect(report).toMatchObject({ verified: true, size, waiting: [] });
  expect(report.compared).toBeGreaterThan(10);
  expect(report.leaves.sealed).toBeGreaterThan(0);
});

test(
  `${ALTERATIONS} random alterations past the house are found and named, and nothing is found once they are undone`,
  async () => {
    const choose = seeded(SEED);
    const names = Object.keys(ALTERATIONS_KNOWN);
    const missed: string[] = [];
    const told = new Map<string, { made: number; found: number; named: number }>();
    for (let count = 0; count < ALTERATIONS; count += 1) {
      const name = names[count < names.length ? count : choose(names.length)]!;
      const { named, undo, options, reads } = await ALTERATIONS_KNOWN[name]!(choose);
      const report = await verify(options, reads);
      await undo();
      const isNamed = report.findings.some(named);
      if (report.verified || !isNamed) missed.push(`${count} ${name}: ${JSON.stringify(report.findings)}`);
      const { made, found, named: known } = told.get(name) ?? { made: 0, found: 0, named: 0 };
      told.set(name, { made: made + 1, found: found + Number(!report.verified), named: known + Number(isNamed) });
      if (count < names.length) expect((await verify()).findings, name).toEqual([]);
    }
    if (ALTERATIONS === 500) process.stdout.write(`${JSON.stringify(Object.fromEntries(told), null, 1)}\n`);
    expect(missed).toEqual([]);
    expect((await verify()).findings).toEqual([]);
  },
  LONG_MS,
);

async function leavesNow(): Promise<readonly string[]> {
  const rows = await house.admin<{ leaf: string }>("select leaf from record.entry where tenant_id = $1 order by index", [tenant]);
  return rows.map(({ leaf }) => leaf);
}

/** What an insider with the keys could publish instead: another log, whole in itself and signed by the log's own key. */
async function forge(leaves: readonly string[]): Promise<(path: string) => Promise<Uint8Array | undefined>> {
  const { privateKey, publicKey } = logKeyOf(house.house.keys.log, tenant);
  const origin = before.split("\n")[0]!;
  const entries = leaves.map((leaf) => utf8(leaf));
  const tree = growTree();
  for (const entry of entries) tree.append(hashLeaf(entry));
  const body = formatCheckpoint({ origin, size: tree.size(), root: tree.root() });
  const signature = await signNote(
    body,
    noteKey(origin, publicKey),
    (message) => new Uint8Array(sign(null, message, privateKey)),
  );
  const files = new Map([["checkpoint", utf8(formatNote({ text: body, signatures: [signature] }))]]);
  for (const { tile, bytes } of await growTiles(0n, entries.map(hashLeaf), async () => new Uint8Array())) {
    files.set(tilePath(tile), bytes);
    const first = Number(tile.index) * TILE_WIDTH;
    if (tile.level === 0) files.set(entriesPath(tile), writeEntries(entries.slice(first, first + tile.width)));
  }
  return async (path) => files.get(path) ?? (await read(path));
}

test("the same log, signed once more, is no fork", async () => {
  const report = await verify({ seen: [before] }, await forge(await leavesNow()));
  expect(report.findings).toEqual([]);
});
