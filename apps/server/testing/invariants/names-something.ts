import type { Invariant } from "./invariant.ts";

/** Which row a uuid column names, by the end of its name: across capabilities there are no foreign keys to see to it. */
const NAMED: readonly (readonly [RegExp, string])[] = [
  [/(^|_)person(_id)?$|^(enacted|made|released|done)_by$/, "register.person"],
  [/(^|_)post(_id)?$/, "organizations.post"],
  [/organization(_id)?$/, "organizations.organization"],
  [/^case_id$/, 'cases."case"'],
  [/^appeal_id$/, "appeals.appeal"],
  [/^file_id$/, "platform.file"],
];

export type UuidColumn = { readonly sql: string; readonly column: string; readonly array: boolean };

/** Every uuid column of a tenant table names a row of its own tenant, where its name says of what. */
export function namesSomething(columns: readonly UuidColumn[]): readonly Invariant[] {
  return columns.flatMap(({ sql, column, array }) => {
    const target = NAMED.find(([ending]) => ending.test(column))?.[1];
    if (target === undefined) return [];
    const named = array ? `unnest(t."${column}")` : `(select t."${column}" where t."${column}" is not null)`;
    return [
      {
        says: `${sql}.${column} names a row of ${target} in its own tenant`,
        broken: `select n.id::text as what from ${sql} t cross join lateral ${named} as n (id)
          where not exists (select 1 from ${target} x where x.tenant_id = t.tenant_id and x.id = n.id)`,
      },
    ];
  });
}
