import type { SqlToken } from "./sql-tokens.ts";

/** Where something in a migration stands. */
export type Spot = { readonly path: string; readonly line: number };

export type Column = Spot & { readonly name: string; readonly type: string };

/** A key of one table: its columns, or the leading word of each expression. */
export type Key = Spot & { readonly kind: "primary key" | "unique" | "exclude"; readonly columns: readonly string[] };

export type ForeignKey = Spot & {
  readonly columns: readonly string[];
  readonly target: string;
  /** Empty when the reference names no columns: the target's primary key. */
  readonly targetColumns: readonly string[];
  readonly onDelete: string;
};

export type Policy = Spot & {
  readonly name: string;
  readonly roles: readonly string[];
  /** `using` and `with check` together. */
  readonly condition: readonly SqlToken[];
};

/** A table as all migrations together leave it. */
export type Table = Spot & {
  readonly name: string;
  readonly columns: Map<string, Column>;
  readonly keys: Map<string, Key>;
  readonly foreignKeys: Map<string, ForeignKey>;
  readonly policies: Map<string, Policy>;
  readonly comments: Map<string, string>;
  rowSecurity: boolean;
  forced: boolean;
  /** A partition is reached through its parent, whose policies hold for it. */
  readonly partition: boolean;
};

export type Schema = {
  readonly tables: ReadonlyMap<string, Table>;
  readonly triggers: readonly Spot[];
  readonly views: readonly View[];
};

export type View = Spot & { readonly name: string; readonly body: readonly SqlToken[] };

export function isTenantTable(table: Table): boolean {
  return table.columns.has("tenant_id");
}

/** `platform` of `platform.tenant`; a name without a schema has none. */
export function schemaOf(name: string): string {
  return name.includes(".") ? name.slice(0, name.indexOf(".")) : "";
}
