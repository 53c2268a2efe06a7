import type { HouseRule, Violation } from "./house-rule.ts";
import { isMigration, migrationsDue, readSchema } from "./reading/read-schema.ts";
import { type Column, isTenantTable, type Table } from "./reading/schema.ts";

/** What `comment on column` says of a personal datum (PIPL 13, 17, 19; TRUST §2): why it may be kept, what for, how long. */
const FORM = /^personal: basis=\S[^;]*; purpose=\S[^;]*; retention=\S[^;]*$/;

/** Column names that are personal whatever their table says. */
const PERSONAL_NAME =
  /^(?:(?:\w+_)?(?:phone|mobile|email|identity_number|id_card|id_number|bank_account|bank_card|birth_date|birthday|home_address|full_name|given_name|real_name|wechat)(?:_cipher)?)$/;

/** Numbers that open other doors lie encrypted, beside a keyed index to find them by (DESIGN §4.9). */
const SEALED_NAME = /^(?:\w+_)?(?:phone|mobile|identity_number|id_card|id_number|bank_account|bank_card)$/;

/** Columns that tie a row in place and say nothing of the person: keys, areas, moments, and the keyed index of a cipher. */
const STRUCTURAL = /^(?:id|\w+_id|tenant_id|division_path|\w+_at|\w+_index|\w+_key|version)$/;

export const personalData: HouseRule = {
  name: "personal-data",
  says: "Each personal column states basis, purpose and retention, lies where its area is known, and numbers lie encrypted (DESIGN §4.4, §4.9; PIPL).",
  reads: isMigration,
  due: migrationsDue,
  find: (files) => [...readSchema(files).tables.values()].flatMap(judgeTable),
};

function judgeTable(table: Table): readonly Violation[] {
  const columns = [...table.columns.values()];
  const violations = columns.flatMap((column) => judgeColumn(table, column));
  const personal = isPersonalTable(table) || columns.some((column) => isMarked(table, column));
  if (personal && isTenantTable(table) && table.columns.get("division_path")?.type !== "ltree") {
    const message = `${table.name} holds personal data and has no division_path ltree to compare with the reader's areas`;
    violations.push({ path: table.path, line: table.line, message });
  }
  return violations;
}

function isPersonalTable(table: Table): boolean {
  return table.name.endsWith("_personal");
}

function isMarked(table: Table, column: Column): boolean {
  return table.comments.get(column.name)?.startsWith("personal:") === true;
}

function judgeColumn(table: Table, column: Column): readonly Violation[] {
  const { path, line, name } = column;
  const violation = (message: string) => ({ path, line, message: `${table.name}.${name}: ${message}` });
  const violations: Violation[] = [];
  const mustTell = PERSONAL_NAME.test(name) || (isPersonalTable(table) && !STRUCTURAL.test(name));
  const comment = table.comments.get(name) ?? "";
  if ((mustTell || isMarked(table, column)) && !FORM.test(comment)) {
    violations.push(violation("needs comment on column … is 'personal: basis=…; purpose=…; retention=…'"));
  }
  if (SEALED_NAME.test(name) && column.type !== "bytea") {
    violations.push(violation("lies in clear; it is kept as bytea, encrypted (…_cipher) or as a keyed index (…_index)"));
  }
  return violations;
}
