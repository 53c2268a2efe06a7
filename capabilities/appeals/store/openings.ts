import { sql, type Expression, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

const MOST_LISTED = 100;

/** One opening, with what policies read of its appeal. */
export type OpeningRow = {
  readonly id: string;
  readonly appeal_id: string;
  readonly division_path: string;
  readonly barred: readonly string[];
  readonly ground: string;
  readonly rule_version: number;
  readonly reason: string;
  readonly document: string;
  readonly state: "asked" | "open" | "declined";
  readonly asked_by_person: string;
  readonly asked_at: Date;
  readonly decided_by_person: string | null;
  readonly decided_at: Date | null;
  readonly opens_until: Date | null;
  readonly delay_until: string | null;
  readonly delay_reason: string;
  readonly delayed_by_person: string | null;
  readonly delayed_at: Date | null;
  readonly told_at: Date | null;
};

const COLUMNS = sql`o.id, o.appeal_id, o.division_path::text, o.barred, o.ground, o.rule_version, o.reason, o.document, o.state, o.asked_by_person, o.asked_at,
  o.decided_by_person, o.decided_at, o.opens_until, o.delay_until, o.delay_reason, o.delayed_by_person, o.delayed_at, o.told_at`;

export async function lockOpening(tx: Tx, id: string): Promise<OpeningRow | undefined> {
  const { rows } = await sql<OpeningRow>`
    select ${COLUMNS} from appeals.opening o where o.tenant_id = ${tx.tenantId} and o.id = ${id} for update`.execute(tx.db);
  return rows[0];
}

export type Signed = { readonly person: string; readonly post: string };

export type NewOpening = Pick<
  OpeningRow,
  "id" | "appeal_id" | "division_path" | "barred" | "ground" | "rule_version" | "reason" | "document"
> & {
  readonly holder_key: string | null;
  readonly by: Signed;
};

/** @returns false where one is asked already. */
export async function insertOpening(tx: Tx, made: NewOpening): Promise<boolean> {
  const { numAffectedRows } =
    await sql`insert into appeals.opening (tenant_id, id, appeal_id, division_path, holder_key, barred, ground, rule_version, reason, document,
      state, asked_by_person, asked_by_post, asked_at)
    values (${tx.tenantId}, ${made.id}, ${made.appeal_id}, ${made.division_path}, ${made.holder_key}, ${[...made.barred]}::uuid[], ${made.ground}, ${made.rule_version}, ${made.reason},
      ${made.document}, 'asked', ${made.by.person}, ${made.by.post}, ${tx.now})
    on conflict (tenant_id, appeal_id) where state = 'asked' do nothing`.execute(tx.db);
  return numAffectedRows === 1n;
}

/** @param until how long it stays open; undefined: declined. */
export async function decideOpeningRow(tx: Tx, id: string, by: Signed, until: Date | undefined): Promise<void> {
  await sql`update appeals.opening set state = ${until === undefined ? "declined" : "open"}, decided_by_person = ${by.person}, decided_by_post = ${by.post},
      decided_at = ${tx.now}, opens_until = ${until ?? null} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export async function delayOpeningRow(tx: Tx, id: string, by: Signed, until: string, reason: string): Promise<void> {
  await sql`update appeals.opening set delay_until = ${until}::date, delay_reason = ${reason}, delayed_by_person = ${by.person}, delayed_by_post = ${by.post},
      delayed_at = ${tx.now} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export async function markTold(tx: Tx, id: string): Promise<void> {
  await sql`update appeals.opening set told_at = ${tx.now} where tenant_id = ${tx.tenantId} and id = ${id} and told_at is null`.execute(
    tx.db,
  );
}

export type ListedOpening = OpeningRow & {
  readonly number: string;
  readonly asked_by: string;
  readonly decided_by: string;
  readonly delayed_by: string;
};

/** The newest first, of one appeal or of all that `visible` shows. */
export async function findOpenings(tx: Tx, visible: Expression<SqlBool>, appealId?: string): Promise<readonly ListedOpening[]> {
  const { rows } = await sql<ListedOpening>`
    select ${COLUMNS}, coalesce(a.number, '') as number, ${signature("o.asked_by_person", "o.asked_by_post")} as asked_by,
      ${signature("o.decided_by_person", "o.decided_by_post")} as decided_by, ${signature("o.delayed_by_person", "o.delayed_by_post")} as delayed_by
    from appeals.opening o left join appeals.appeal a on a.tenant_id = o.tenant_id and a.id = o.appeal_id
    where o.tenant_id = ${tx.tenantId} and ${visible} and ${appealId === undefined ? sql`true` : sql`o.appeal_id = ${appealId}`}
    order by o.asked_at desc, o.id desc limit ${MOST_LISTED}`.execute(tx.db);
  return rows;
}

/** Unit, title and public name of whoever signed. */
function signature(person: string, post: string) {
  return sql<string>`concat_ws(' · ', (select u.name from organizations.v_organization u join organizations.v_post p on p.tenant_id = u.tenant_id and p.organization_id = u.id
      where p.tenant_id = o.tenant_id and p.id = ${sql.ref(post)}),
    (select p.title from organizations.v_post p where p.tenant_id = o.tenant_id and p.id = ${sql.ref(post)}),
    (select nullif(n.public_name, '') from register.v_person n where n.tenant_id = o.tenant_id and n.id = ${sql.ref(person)}))`;
}

/** Whoever wrote anything in an appeal. */
export async function findWriters(tx: Tx, appealId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ by_person: string }>`
    select distinct by_person from appeals.entry_personal where tenant_id = ${tx.tenantId} and appeal_id = ${appealId} and by_person is not null`.execute(
    tx.db,
  );
  return rows.map(({ by_person }) => by_person);
}
