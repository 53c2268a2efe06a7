/** A table with rows that name people or hold words about them, as the database's catalogue has it. */
export type PersonalTable = {
  /** `schema.table`. */
  readonly name: string;
  /** Columns of its primary key, in order. */
  readonly key: readonly string[];
  readonly columns: readonly PersonalColumn[];
  /** Of one tenant, under row-level security; the others are the kernel's own, of an account. */
  readonly ofTenant: boolean;
  /** Columns that say whose a row is. */
  readonly about: readonly NamingColumn[];
  /** Columns that say who did something in office. */
  readonly by: readonly NamingColumn[];
  /** Where a row hangs on one that names somebody. */
  readonly parents: readonly ParentLink[];
  /** Has the column that says whom a row is kept from. */
  readonly barred: boolean;
};

export type PersonalColumn = {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  /** `personal: basis=…; purpose=…; retention=…`, where the column has one. */
  readonly comment: string | null;
};

export type NamingColumn = {
  readonly name: string;
  readonly holds: "person" | "account";
  readonly array: boolean;
  readonly text: boolean;
};

export type ParentLink = { readonly column: string; readonly table: string; readonly parentColumn: string };

/** Asks with whatever role reads the catalogue: it is nobody's secret. */
export type AskCatalogue = (text: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** Stores whose roles read nothing else; their own capabilities speak for them. */
const APART = new Set(["sealed", "party", "ballots"]);

const PERSON = /(?:^|_)persons?(?:_ids?)?$|(?:^|_)by$|^(?:teller|voter|deciders|seen_by)$/;
const ACCOUNT = /(?:^|_)account(?:_id)?$/;
/** Text columns in which the kernel writes an account's id. */
const ACCOUNT_TEXT = new Set(["actor", "uploader"]);
/** Done in office, for somebody else, or one of many on a list: the row is not about whoever it names. */
const IN_OFFICE = /(?:^|_)by(?:_person)?$|^(?:actor|reader|reviewer|proxy)_(?:person|account)$|^(?:teller|deciders|person_ids)$/;
/** Whom a row is kept from, or complains of: never told to them. */
const HIDDEN = new Set(["barred", "complained_of"]);

const CATALOGUE = `
  select c.relnamespace::regnamespace || '.' || c.relname as name, a.attname as column, format_type(a.atttypid, null) as type, a.attnotnull as required,
    col_description(c.oid, a.attnum) as comment,
    array(select k.attname::text from pg_index i join pg_attribute k on k.attrelid = i.indrelid and k.attnum = any(i.indkey)
      where i.indrelid = c.oid and i.indisprimary order by array_position(i.indkey::int2[], k.attnum)) as key,
    (select p.relnamespace::regnamespace || '.' || p.relname || ' ' || pa.attname from pg_constraint f join pg_class p on p.oid = f.confrelid
      join pg_attribute pa on pa.attrelid = p.oid and pa.attnum = f.confkey[array_position(f.conkey, a.attnum)]
      where f.conrelid = c.oid and f.contype = 'f' and a.attnum = any(f.conkey) order by f.oid limit 1) as refers
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace::regnamespace::text !~ '^(pg_|information_schema|graphile)'
  order by 1, a.attnum`;

type CatalogueRow = {
  readonly name: string;
  readonly column: string;
  readonly type: string;
  readonly required: boolean;
  readonly comment: string | null;
  readonly key: readonly string[];
  readonly refers: string | null;
};

/** Every table the house keeps, but for the stores that are read by nobody else. */
export async function readTables(ask: AskCatalogue): Promise<readonly PersonalTable[]> {
  const rows = (await ask(CATALOGUE)) as readonly CatalogueRow[];
  const shapes = [...Map.groupBy(rows, ({ name }) => name)].filter(([name]) => !APART.has(schemaOf(name)));
  const names = new Set(shapes.map(([name]) => name));
  const holders = findHolders(rows);
  return shapes.map(([name, own]) => describe(name, own, holders, names));
}

function schemaOf(name: string): string {
  return name.slice(0, name.indexOf("."));
}

/** The table of persons and that of accounts: those that columns named so refer to. */
function findHolders(rows: readonly CatalogueRow[]): ReadonlyMap<string, "person" | "account"> {
  const found = new Map<string, "person" | "account">();
  for (const { column, refers } of rows) {
    const [table = "", key = ""] = refers?.split(" ") ?? [];
    if (key !== "id") continue;
    if (column === "person_id") found.set(table, "person");
    if (column === "account_id") found.set(table, "account");
  }
  return found;
}

function describe(
  name: string,
  rows: readonly CatalogueRow[],
  holders: ReadonlyMap<string, "person" | "account">,
  names: ReadonlySet<string>,
): PersonalTable {
  const columns = rows.map(({ column, type, required, comment }) => ({
    name: column,
    type,
    required,
    comment: comment?.startsWith("personal:") === true ? comment : null,
  }));
  const holds = holders.get(name);
  const naming = columns.flatMap((column) => namingOf(column));
  const about = naming.filter((one) => !IN_OFFICE.test(one.name));
  const whole = holds === undefined ? about : [{ name: "id", holds, array: false, text: false }, ...about];
  return {
    name,
    key: rows[0]?.key ?? [],
    columns,
    ofTenant: columns.some((column) => column.name === "tenant_id"),
    about: whole,
    by: naming.filter((one) => IN_OFFICE.test(one.name)),
    parents: whole.length > 0 ? [] : rows.flatMap((row) => parentOf(row, names)),
    barred: columns.some((column) => column.name === "barred"),
  };
}

function namingOf({ name, type }: PersonalColumn): readonly NamingColumn[] {
  if (HIDDEN.has(name)) return [];
  const array = type === "uuid[]";
  if (type === "text" && ACCOUNT_TEXT.has(name)) return [{ name, holds: "account", array: false, text: true }];
  if (type !== "uuid" && !array) return [];
  if (ACCOUNT.test(name)) return [{ name, holds: "account", array, text: false }];
  return PERSON.test(name) ? [{ name, holds: "person", array, text: false }] : [];
}

/** By foreign key, or by name: `case_id` of the schema `cases` is an id of `cases.case`. */
function parentOf({ name, column, type, refers }: CatalogueRow, names: ReadonlySet<string>): readonly ParentLink[] {
  if (type !== "uuid" || column === "tenant_id") return [];
  const [table, parentColumn] = refers?.split(" ") ?? [`${schemaOf(name)}.${column.replace(/_id$/, "")}`, "id"];
  if (table === undefined || parentColumn === undefined || table === name || !names.has(table)) return [];
  return [{ column, table, parentColumn }];
}
