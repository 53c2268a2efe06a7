import { verifyRecord } from "@gongzhi/log-verifier";
import type { TestHouse } from "../start-test-house.ts";

/** Tables in which any of these words stands, whatever the column: what a stolen dump would hold. */
export async function hits(house: TestHouse, words: readonly string[]): Promise<readonly string[]> {
  const tables = await house.admin<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await house.admin<{ row: string }>(
      `select to_jsonb(t)::text as row from ${name} t where exists (select 1 from unnest($1::text[]) w where position(w in to_jsonb(t)::text) > 0) limit 3`,
      [words],
    );
    found.push(...rows.map(({ row }) => `${name} ${row.slice(0, 400)}`));
  }
  return found;
}

export async function readLog(house: TestHouse, path: string): Promise<Uint8Array | undefined> {
  const answer = await house.visitor().fetch({ method: "GET", url: `/t/qinghe/log/${path}` });
  return answer.statusCode === 200 ? new Uint8Array(answer.rawPayload) : undefined;
}

/** Files of the log in which any of these words stands: whatever a mirror would hold, read as an outsider reads it. */
export async function hitsInLog(house: TestHouse, words: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  await verifyRecord(async (path) => {
    const bytes = await readLog(house, path);
    const text = new TextDecoder().decode(bytes);
    if (words.some((word) => text.includes(word))) found.push(path);
    return bytes;
  });
  return found;
}
