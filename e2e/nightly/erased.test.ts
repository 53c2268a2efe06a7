import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { findInMemory, INSPECTED, inspectorsIn, keepInMemory } from "../harness/memory.ts";
import { startDemoTown, type TestServer } from "../harness/server.ts";
import { askDatabase } from "../harness/database.ts";

/** A sign that nothing else in the house, its programs and its data knows; every text that is erased here begins with these three. */
const SIGN = "彀";
const SIGNS = `${SIGN}家的`;
const NAME = `${SIGNS}山`;
const AREA = "cn.99.9901.990101.990101101.990101101201";
const PHONES = {
  resident: "19900000011",
  clerk: "19900000001",
  village: "19900000005",
  supervisor: "19900000015",
  leader: "19900000006",
  steward: "19900000007",
} as const;
type Who = keyof typeof PHONES | "visitor";

let server: TestServer;
const tokens = new Map<Who, string>();

beforeAll(async () => {
  server = await startDemoTown(inject("demoFolder"), { nodeArgs: INSPECTED });
  for (const [who, phone] of Object.entries(PHONES)) {
    const { token } = await post<{ readonly token: string }>("visitor", "accounts/demo-sign-in", { phone });
    tokens.set(who as Who, token);
  }
});
afterAll(async () => {
  await server.close();
});

/** What every text ends with: a page of a search shows the words it was asked for, which begin them. */
const ENDING = "一事照此办理";
const say = (what: string) => `${SIGNS}${what}${ENDING}`;
const headersOf = (who: Who): Readonly<Record<string, string>> =>
  who === "visitor" ? {} : { authorization: `Bearer ${tokens.get(who) ?? ""}` };

async function post<Answer>(who: Who, name: string, input: object): Promise<Answer> {
  const response = await fetch(`${server.url}/api/v1/t/qinghe/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID(), ...headersOf(who) },
    body: JSON.stringify(input),
  });
  if (response.status !== 200) throw new Error(`${name}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

async function get<Answer>(who: Who, name: string): Promise<Answer> {
  const response = await fetch(`${server.url}/api/v1/t/qinghe/${name}`, { headers: headersOf(who) });
  if (response.status !== 200) throw new Error(`${name}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

async function ask<Row extends object>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
  return await askDatabase(server.dataDir, async (client) => (await client.query<Row>(text, [...values])).rows);
}

const day = (after: number) => new Date(Date.now() + 8 * 3_600_000 + after * 86_400_000).toISOString().slice(0, 10);

/** A paper as a scanner makes it, with the words in its bytes: in UTF-8, and in UTF-16 as a title is written (ISO 32000-2 §7.9.2.2). */
async function uploadPaper(): Promise<string> {
  const title = Buffer.from(`\ufeff${say("账目")}`, "utf16le").swap16();
  const [before, after] = [
    "%PDF-1.7\n1 0 obj\n<< /Title (",
    `) >>\nendobj\n% ${say("附件")}\ntrailer\n<< /Info 1 0 R >>\n%%EOF\n`,
  ];
  const bytes = Buffer.concat([Buffer.from(before), title, Buffer.from(after)]);
  const form = new FormData();
  form.set("file", new File([bytes], `${say("账目")}.pdf`, { type: "application/pdf" }));
  const path = "/api/v1/t/qinghe/files?purpose=disclosure/paper";
  const response = await fetch(`${server.url}${path}`, { method: "POST", headers: headersOf("village"), body: form });
  if (response.status !== 200) throw new Error(await response.text());
  return ((await response.json()) as { readonly fileId: string }).fileId;
}

/** @returns its number: a resident's own words, an official's about them by name, and what was released of it */
async function publishAppeal(): Promise<string> {
  const raised = await post<{ readonly id: string; readonly number: string }>("resident", "appeals/raise-appeal", {
    area: AREA,
    mode: "named",
    text: `${say("屋顶")}。`,
    contactName: NAME,
    contactPhone: PHONES.resident,
  });
  const { id, number } = raised;
  await post("clerk", "appeals/add-note", { id, text: `${NAME}来过电话。`, told: false });
  await post("clerk", "appeals/dispatch-appeal", { id, decision: "answer", matter: "roads", text: `已经告知${NAME}。` });
  await post("clerk", "appeals/release-appeal", { id, title: say("标题"), text: say("正文"), answer: say("答复") });
  return number;
}

/** @returns the thing and the paper that hangs on it */
async function publishDisclosure(): Promise<{ readonly id: string; readonly paper: string }> {
  const opened = { area: AREA, entry: "collective-assets", title: say("事项"), happenedOn: day(0) };
  const { id } = await post<{ readonly id: string }>("village", "disclosure/open-item", opened);
  await post("village", "disclosure/begin-draft", { id });
  const paper = await uploadPaper();
  const sections = [{ heading: say("小标题"), text: say("正文"), table: `项目 | 金额\n${say("表格")} | 18,000` }];
  await post("village", "disclosure/edit-draft", { id, title: say("公开"), sections, paperIds: [paper] });
  await post("village", "disclosure/send-to-review", { id });
  await post("supervisor", "disclosure/review-draft", { id, verdict: "passed", opinion: say("审核") });
  await post("village", "disclosure/fix-draft", { id, metOn: day(0), reference: say("纪要") });
  await post("village", "disclosure/publish-disclosure", { id });
  return { id, paper };
}

type Seen = {
  readonly who: Who;
  readonly path: string;
  readonly tag: string | null;
  readonly showed: boolean;
  readonly status: number;
};

/** Whatever may show them, as a browser asks for it: with the tag of what it was given before. */
async function look(who: Who, path: string, tag: string | null = null): Promise<Seen> {
  const response = await fetch(`${server.url}${path}`, {
    headers: { ...headersOf(who), connection: "close", ...(tag === null ? {} : { "if-none-match": tag }) },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const showed = forms(path.includes("q=") ? ENDING : SIGNS).some((form) => bytes.includes(form));
  return { who, path, tag: response.headers.get("etag"), showed, status: response.status };
}

function forms(words: string): readonly Buffer[] {
  const wide = Buffer.from(words, "utf16le");
  return [Buffer.from(words), wide, Buffer.from(wide).swap16()];
}

function pathsOf(number: string, item: { readonly id: string; readonly paper: string }, indexes: readonly number[]) {
  const [here, api, q] = ["/t/qinghe", "/api/v1/t/qinghe", encodeURIComponent(SIGNS)];
  const open = [
    "",
    "/appeals",
    `/appeals?q=${q}`,
    `/appeals/${number}`,
    "/appeals/feed.atom",
    "/appeals/feed.rss",
    "/appeals/open-data?format=csv",
    "/disclosure",
    "/disclosure/feed.atom",
    "/disclosure/feed.rss",
    "/disclosure/open-data?format=json",
    `/disclosure/${item.id}`,
    `/disclosure/${item.id}/poster`,
    `/disclosure/${item.id}/poster.pdf`,
    `/files/${item.paper}`,
    ...indexes.flatMap((index) => [`/record/${index}`, `/log/content/${String(Math.floor(index / 256)).padStart(3, "0")}`]),
    "/record",
    `/record?q=${q}`,
  ].map((path) => `${here}${path}`);
  const own = [`/appeals/${number}`, "/appeals/mine", "/accounts/me", "/privacy/mine", "/privacy/mine/paper", "/register/mine"];
  const desk = [`/appeals/${number}`, `/appeals/desk?q=${q}`, "/accounts/inbox", ""];
  return [
    ...open.map((path) => ["visitor", path] as const),
    ...own.map((path) => ["resident", `${here}${path}`] as const),
    ...desk.flatMap((path) => (["clerk", "leader"] as const).map((who) => [who, `${here}${path}`] as const)),
    ["visitor", `${api}/appeals/list-public-appeals?q=${q}`] as const,
    ["leader", `${api}/appeals/read-appeal?number=${number}`] as const,
    ["village", `${here}/disclosure/${item.id}/draft`] as const,
    ["resident", `${api}/privacy/take-own-data`] as const,
  ];
}

/** Asked for by one person and decided by another, field by field. */
async function eraseFields(indexes: readonly number[]): Promise<void> {
  for (const index of indexes) {
    const read = async () =>
      await get<{ readonly fields: readonly { readonly name: string; readonly value: string | null }[] }>(
        "visitor",
        `record/read-entry?index=${index}`,
      );
    for (const { name, value } of (await read()).fields) {
      if (!(value ?? "").includes(SIGN)) continue;
      const { id } = await post<{ readonly id: string }>("steward", "record/ask-erasure", {
        index,
        field: name,
        ground: "personal",
      });
      await post("leader", "record/decide-erasure", { id, decision: "erased" });
    }
  }
}

/** The resident asks, two persons agree, and the job runs to its end. */
async function erasePerson(): Promise<void> {
  const { id } = await post<{ readonly id: string }>("resident", "privacy/ask-erasure", {
    extent: "whole",
    says: `${NAME}已经搬走。`,
  });
  const agree = { id, decision: "agreed", ground: "left", everywhere: true };
  for (const who of ["steward", "leader"] as const) await post(who, "privacy/decide-request", agree);
  const state = async () => (await ask<{ state: string }>("select state from privacy.request where id = $1", [id]))[0]?.state;
  await expect.poll(state, { timeout: 120_000, interval: 500 }).toBe("erased");
}

/** Two nights later: what hangs on nothing was uploaded long ago, and the night's job runs. */
async function nightsPass(): Promise<void> {
  await ask("update platform.file set created_at = created_at - interval '3 days' where attached_to is null");
  const [job] = await ask<{ id: string }>(
    `insert into platform.job (tenant_id, id, name, key, payload, created_at, due_at)
     select id, gen_random_uuid(), 'platform/purge-files', 'a night later', '{}', now(), now() from platform.tenant where slug = 'qinghe' returning id`,
  );
  const done = async () => (await ask<{ state: string }>("select state from platform.job where id = $1", [job?.id]))[0]?.state;
  await expect.poll(done, { timeout: 60_000, interval: 250 }).toBe("done");
}

/** Files below the data folder that hold the words in their bytes or their names, but for the database's own. */
function filesWithWords(): readonly string[] {
  const sought = forms(SIGNS);
  const files = readdirSync(server.dataDir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const paths = files.map((one) => relative(server.dataDir, join(one.parentPath, one.name)));
  const apart = paths.filter((path) => !path.startsWith(`postgres${sep}`));
  // What it keeps and what it publishes: were there nothing, nothing would be found.
  for (const folder of ["files", "keys", "published"])
    expect(apart.some((path) => path.startsWith(`${folder}${sep}`))).toBe(true);
  return apart.filter((path) => {
    const bytes = readFileSync(join(server.dataDir, path));
    return path.includes(SIGN) || sought.some((form) => bytes.includes(form));
  });
}

async function tablesWithWords(): Promise<readonly string[]> {
  const tables = await ask<{ name: string }>(
    "select oid::regclass::text as name from pg_class where relkind = 'r' and relnamespace::regnamespace::text !~ '^(pg_|information_schema)'",
  );
  const found: string[] = [];
  for (const { name } of tables)
    if ((await ask(`select 1 from ${name} t where position($1 in to_jsonb(t)::text) > 0 limit 1`, [SIGN])).length > 0)
      found.push(name);
  return found;
}

async function memory(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const inspector of inspectorsIn(server.output))
    found.push(...(await findInMemory(inspector, { sign: SIGN, signs: SIGNS })));
  return found;
}

/** After which the pool closes a connection (node-postgres: `idleTimeoutMillis`), and some. */
const IDLE_MS = 15_000;
/** A snapshot of a heap takes half a minute where nothing else runs. */
const LONG_MS = 600_000;

test(
  "words that were published and read are in no answer, cache, file, table, log or memory of the running server once they are erased",
  async () => {
    const { subject } = await get<{ readonly subject: { readonly person: string } }>("resident", "privacy/take-own-data");
    await ask("update register.person_personal set name = $1 where person_id = $2", [NAME, subject.person]);
    const own = "from record.entry where tenant_id = (select id from platform.tenant where slug = 'qinghe')";
    const [{ size } = { size: 0 }] = await ask<{ size: number }>(`select count(*)::int as size ${own}`);
    const number = await publishAppeal();
    const item = await publishDisclosure();
    const indexes = async () =>
      (await ask<{ index: number }>(`select index::int ${own} and index >= $1 order by index`, [size])).map(({ index }) => index);
    await expect.poll(async () => (await indexes()).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
    const signed = async () => (await get<{ readonly size: number }>("visitor", "record/list-entries")).size;
    await expect.poll(signed, { timeout: 120_000, interval: 500 }).toBeGreaterThanOrEqual(size + 2);
    const paths = pathsOf(number, item, await indexes());
    const before: Seen[] = [];
    for (const [who, path] of paths) before.push(await look(who, path));
    // All but the inbox, to which nothing of it was sent.
    expect(before.filter(({ showed }) => !showed).map(({ path }) => path)).toEqual([
      "/t/qinghe/accounts/inbox",
      "/t/qinghe/accounts/inbox",
    ]);
    expect(filesWithWords()).toHaveLength(1);

    await eraseFields(await indexes());
    await erasePerson();
    await nightsPass();

    for (const { who, path, tag, showed } of before) {
      const after = await look(who, path, tag);
      expect(after, path).toMatchObject({ showed: false });
      // Whoever was shown them is not told that what they have is good still.
      if (showed) expect(after.status, path).not.toBe(304);
    }
    expect(await tablesWithWords()).toEqual([]);
    expect(filesWithWords()).toEqual([]);
    expect(server.output).not.toContain(SIGN);
    // The last that was asked for stays with the connection and the parser that read it until the next; one to the database that nobody needs is
    // closed after ten seconds.
    for (let turn = 0; turn < 20; turn += 1) await look("visitor", "/t/qinghe/accounts/sign-in");
    await sleep(IDLE_MS);
    for (let turn = 0; turn < 20; turn += 1) await look("visitor", "/t/qinghe/accounts/sign-in");
    expect(await memory()).toEqual([]);
    // A cache that kept them would have been found.
    await keepInMemory(inspectorsIn(server.output)[0] ?? "", SIGNS);
    expect((await memory()).map((found) => found.split(" ")[0])).toEqual(expect.arrayContaining(["text", "ArrayBuffer"]));
  },
  LONG_MS,
);
