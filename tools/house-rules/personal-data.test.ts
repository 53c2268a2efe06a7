import { describe, expect, it } from "vitest";
import { personalData } from "./personal-data.ts";
import { withAdded, withChanged } from "./planted-migration.ts";

describe("personal-data", () => {
  it("lets a sound migration stand", () => {
    expect(withAdded(personalData, "")).toEqual([]);
  });

  it.each([
    ["no comment", "comment on column appeals.appeal_personal.text is", "comment on column appeals.appeal.topic is"],
    ["no basis", "basis=statutory duty (PIPL 13.3); ", ""],
    ["no purpose", "purpose=handling the appeal; ", ""],
    ["no retention", "; retention=3 years after it is closed", ""],
    ["an empty retention", "retention=3 years after it is closed", "retention="],
  ])("stops a personal column with %s", (_what, piece, by) => {
    expect(withChanged(personalData, piece, by)).toContainEqual(
      expect.stringContaining("appeals.appeal_personal.text: needs comment on column"),
    );
  });

  it("stops a column added later without its comment", () => {
    expect(withAdded(personalData, "alter table appeals.appeal_personal add column nickname text;")).toHaveLength(1);
  });

  it("stops personal data without an area to compare", () => {
    expect(withChanged(personalData, "division_path ltree not null", "division_path text not null")).toHaveLength(1);
    expect(withChanged(personalData, "  division_path ltree not null,\n", "")).toHaveLength(1);
    const marked = "comment on column appeals.appeal.number is 'personal: basis=a; purpose=b; retention=c';";
    expect(withAdded(personalData, marked)).toEqual([
      expect.stringContaining("appeals.appeal holds personal data and has no division_path"),
    ]);
  });

  it.each(["full_name text", "contact_phone_cipher bytea", "birth_date date", "email text"])(
    "knows %s by its name, in any table",
    (column) => {
      expect(withAdded(personalData, `alter table appeals.topic add column ${column};`)).toEqual([
        expect.stringContaining("needs comment"),
      ]);
    },
  );

  it.each(["phone text", "identity_number text", "payee_bank_account varchar(30)"])("stops %s in clear", (column) => {
    expect(withAdded(personalData, `alter table appeals.topic add column ${column};`)).toContainEqual(
      expect.stringContaining("lies in clear"),
    );
  });
});
