import { isRefusal, refuse, type Refusal } from "#platform/refusal.ts";
import type { Relation, Standing } from "../contract/person-views.ts";
import type { ImportField, Mapping } from "./import-fields.ts";
import { readFacts, type IdentityFacts, type Sex } from "./read-facts.ts";

/** One row of an imported list as it was understood; what the file leaves empty is undefined. */
export type ImportPerson = {
  readonly name: string;
  readonly identity: IdentityFacts | undefined;
  readonly sex: Sex | undefined;
  readonly bornOn: string | undefined;
  readonly phone: string | undefined;
  readonly area: string | undefined;
  readonly group: string | undefined;
  readonly household: string | undefined;
  readonly relation: Relation | undefined;
  readonly address: string | undefined;
  readonly standing: Standing | undefined;
};

/** What checks numbers, given from outside: it is the platform's. */
export type NumberReaders = {
  readonly identity: (typed: string) => IdentityFacts | undefined;
  readonly phone: (typed: string) => string | undefined;
};

const LONGEST: Readonly<Partial<Record<ImportField, number>>> = { name: 40, household: 40, address: 200, area: 80, group: 80 };

/** Understands one row, or refuses it with the field and the reason; nothing is guessed. @param today a legal day */
export function readImportRow(
  values: Readonly<Record<string, string>>,
  mapping: Mapping,
  readers: NumberReaders,
  today: string,
): ImportPerson | Refusal {
  const cell = (field: ImportField) => {
    const heading = mapping[field];
    const text = heading === undefined ? "" : (values[heading] ?? "").normalize("NFC").trim();
    return text === "" ? undefined : text;
  };
  const name = cell("name")?.replaceAll(/\s+/g, " ");
  if (name === undefined) return bad("name", "empty");
  for (const [field, most] of Object.entries(LONGEST) as [ImportField, number][])
    if ((cell(field)?.length ?? 0) > most) return bad(field, "too-long");
  const coded = readCodes(cell);
  if (isRefusal(coded)) return coded;
  const numbers = readNumbers(cell, readers);
  if (isRefusal(numbers)) return numbers;
  const bornOn = readDay(cell("bornOn"));
  if (isRefusal(bornOn)) return bornOn;
  const facts = readFacts({ bornOn, sex: coded.sex }, numbers.identity, today);
  if (isRefusal(facts)) {
    const error = facts.fields?.[0];
    return bad(error?.pointer === "/sex" ? "sex" : "bornOn", error?.code ?? "no-date");
  }
  return {
    name,
    ...numbers,
    ...coded,
    bornOn: facts.bornOn ?? undefined,
    sex: facts.sex ?? undefined,
    area: cell("area"),
    group: cell("group"),
    household: cell("household"),
    address: cell("address"),
  };
}

type Cell = (field: ImportField) => string | undefined;

function readNumbers(cell: Cell, readers: NumberReaders): Pick<ImportPerson, "identity" | "phone"> | Refusal {
  const [typedIdentity, typedPhone] = [cell("identityNumber"), cell("phone")];
  const identity = typedIdentity === undefined ? undefined : readers.identity(typedIdentity);
  if (typedIdentity !== undefined && identity === undefined) return bad("identityNumber", "identity-not-valid");
  const phone = typedPhone === undefined ? undefined : readers.phone(typedPhone);
  if (typedPhone !== undefined && phone === undefined) return bad("phone", "phone-not-valid");
  return { identity, phone };
}

const SEXES: Readonly<Record<string, Sex>> = { 男: "male", 女: "female", male: "male", female: "female", m: "male", f: "female" };

const RELATIONS: Readonly<Record<Relation, readonly string[]>> = {
  head: ["户主", "本人", "head"],
  spouse: ["配偶", "妻", "夫", "妻子", "丈夫", "spouse"],
  child: [
    "子女",
    "子",
    "女",
    "儿子",
    "女儿",
    "长子",
    "次子",
    "三子",
    "独生子",
    "长女",
    "次女",
    "三女",
    "独生女",
    "养子",
    "养女",
    "child",
  ],
  parent: ["父母", "父", "母", "父亲", "母亲", "parent"],
  grandchild: ["孙子女、外孙子女", "孙子女", "孙子", "孙女", "外孙", "外孙子", "外孙女", "grandchild"],
  grandparent: ["祖父母、外祖父母", "祖父母", "祖父", "祖母", "外祖父", "外祖母", "爷爷", "奶奶", "grandparent"],
  sibling: ["兄弟姐妹", "兄", "弟", "姐", "妹", "哥哥", "弟弟", "姐姐", "妹妹", "sibling"],
  other: ["其他", "儿媳", "女婿", "岳父", "岳母", "公公", "婆婆", "其他亲属", "非亲属", "other"],
};

const STANDINGS: Readonly<Record<Standing, readonly string[]>> = {
  registered: ["户籍在本地", "户籍", "本地户籍", "户籍人口", "registered", "registered here"],
  admitted: ["经同意参加", "户籍不在本地，经同意参加", "admitted"],
  "living-here": ["在本地居住", "流动人口", "居住", "living here", "living-here"],
};

function readCodes(cell: Cell): Pick<ImportPerson, "sex" | "relation" | "standing"> | Refusal {
  const [sex, relation, standing] = [cell("sex"), cell("relation"), cell("standing")];
  const read = {
    sex: sex === undefined ? undefined : SEXES[sex.toLowerCase()],
    relation: codeOf(RELATIONS, relation),
    standing: codeOf(STANDINGS, standing),
  };
  if (sex !== undefined && read.sex === undefined) return bad("sex", "unknown-word");
  if (relation !== undefined && read.relation === undefined) return bad("relation", "unknown-word");
  if (standing !== undefined && read.standing === undefined) return bad("standing", "unknown-word");
  return read;
}

function codeOf<Code extends string>(
  words: Readonly<Record<Code, readonly string[]>>,
  typed: string | undefined,
): Code | undefined {
  if (typed === undefined) return undefined;
  const wanted = typed.toLowerCase();
  return (Object.keys(words) as Code[]).find((code) => words[code].includes(wanted));
}

const DAY = /^(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?$|^(\d{4})(\d{2})(\d{2})$/;

/** `1990-01-31`, `1990/1/31`, `1990年1月31日`, `19900131`. */
function readDay(text: string | undefined): string | Refusal | undefined {
  if (text === undefined) return undefined;
  const found = DAY.exec(text);
  if (found === null) return bad("bornOn", "no-date");
  const [year = "", month = "", day = ""] = found.slice(1).filter((part) => part !== undefined);
  const written = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const instant = new Date(`${written}T00:00:00Z`);
  return Number.isNaN(instant.getTime()) || !instant.toISOString().startsWith(written) ? bad("bornOn", "no-date") : written;
}

function bad(field: ImportField, reason: string): Refusal {
  return refuse("invalid", "row-rejected", { facts: { field, reason } });
}
