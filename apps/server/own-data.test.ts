import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readComment } from "#platform/personal-data/read-comment.ts";
import { raiseAppeal } from "#capabilities/appeals/contract/raise-appeal.ts";
import { listConsents } from "#capabilities/privacy/contract/list-consents.ts";
import { readOwnData, SHOWN_ROWS } from "#capabilities/privacy/contract/read-own-data.ts";
import { takeOwnData } from "#capabilities/privacy/contract/take-own-data.ts";
import { withdrawConsent } from "#capabilities/privacy/contract/withdraw-consent.ts";
import { keyOf } from "#capabilities/privacy/contract/held-view.ts";
import { readTables } from "#platform/db/read-tables.ts";
import { plantEverywhere } from "./testing/own-data/plant-everywhere.ts";
import { OWN_PATH } from "./testing/rights/places.ts";
import { newPerson, type NewPerson } from "./testing/rights/scene.ts";
import { startTestHouse, type TestHouse } from "./testing/start-test-house.ts";

let house: TestHouse;
let resident: NewPerson;
let neighbour: NewPerson;

beforeAll(async () => {
  house = await startTestHouse();
  resident = await newPerson(house, "19900001751", OWN_PATH);
  neighbour = await newPerson(house, "19900001752", OWN_PATH);
});
afterAll(() => house.close());

describe("consent", () => {
  test("is in the ledger when a contact is left, taken back by one press, and goes from the rows at once", async () => {
    const input = { area: OWN_PATH, mode: "named", contactName: "东门老周", contactPhone: "13712345678" } as const;
    await resident.client.call(raiseAppeal, { ...input, text: "路灯不亮，请来修。" });
    const standing = async () => {
      const { consents } = await resident.client.call(listConsents, {});
      return consents.filter((one) => one.standing).map(({ purpose }) => purpose);
    };
    expect(await standing()).toEqual(["appeals.contact"]);
    await neighbour.client.refused(withdrawConsent, { purpose: "appeals.contact" });
    await resident.client.call(withdrawConsent, { purpose: "appeals.contact" });
    expect(await standing()).toEqual([]);
    const left = await house.admin("select 1 from appeals.appeal_personal where contact_name = $1", [input.contactName]);
    expect(left).toEqual([]);
    const { ledger } = await resident.client.call(listConsents, {});
    expect(ledger.map(({ purpose, given }) => `${purpose} ${given}`)).toEqual(["appeals.contact false", "appeals.contact true"]);
    expect(await resident.client.refused(withdrawConsent, { purpose: "appeals.contact" })).toMatchObject({ code: "not-given" });
    // The ledger takes no second thoughts, from whatever role.
    for (const act of ["update", "delete"])
      expect(await house.admin(`select has_table_privilege('gongzhi_main', 'platform.consent', '${act}') as may`)).toEqual([
        { may: false },
      ]);
  });
});

describe("what is held about somebody", () => {
  test("every column that holds a person's or an account's id is known to name them, or known to be kept from them", async () => {
    const tables = await readTables((text) => house.admin(text));
    const people = await house.admin<{ id: string }>("select id from register.person union select id from platform.account");
    const known = new Set(people.map(({ id }) => id));
    const unknown: string[] = [];
    for (const { name, about, by, columns } of tables) {
      const naming = new Set([...about, ...by].map((column) => column.name));
      const others = columns.filter(
        (column) =>
          !naming.has(column.name) &&
          /^(?:uuid|uuid\[\]|text)$/.test(column.type) &&
          !/^(?:barred|complained_of)$/.test(column.name),
      );
      for (const column of others) {
        const rows = await house.admin<{ value: string | null }>(
          `select distinct "${column.name}"::text as value from "${name.replace(".", '"."')}" where "${column.name}" is not null limit 20000`,
        );
        if (
          rows.some(({ value }) =>
            (value ?? "")
              .replaceAll(/[{}]/g, "")
              .split(",")
              .some((one) => known.has(one)),
          )
        )
          unknown.push(`${name}.${column.name}`);
      }
    }
    // Ids of any kind, by design: what an act was about, and the key of work that is done once.
    expect(unknown.filter((one) => !/^platform\.(?:audit\.subject|effect\.job_key|job\.key)$/.test(one))).toEqual([]);
  });

  test("the export holds every row that names them, in every table of the house, and nobody else's", async () => {
    const planted = await plantEverywhere(house, {
      personId: resident.personId,
      accountId: resident.accountId,
      words: ["南宫植月", "13798765432", "110101199003071233"],
    });
    expect(new Set(planted.map(({ table }) => table)).size).toBeGreaterThan(50);
    const { capabilities, subject } = await resident.client.call(takeOwnData, {});
    expect(subject).toEqual({ person: resident.personId, account: resident.accountId });
    const rows = capabilities.flatMap(({ tables }) =>
      tables.flatMap((one) => one.rows.map((row) => ({ table: one.table, ...row }))),
    );
    const missing = planted.filter(
      ({ table, how, id }) =>
        !(table === "appeals.opening" && how === "part") &&
        !rows.some(
          (row) => row.table === table && row.how === how && (id === undefined || Object.values(row.values).includes(id)),
        ),
    );
    expect(missing).toEqual([]);
    expect(rows.filter(({ table }) => table === "register.person" || table === "platform.account")).toMatchObject([
      { values: { id: resident.accountId, phone: "19900001751" } },
      { values: { id: resident.personId } },
    ]);
    // Told of an act in office, never another's words; nor whom a row is kept from, nor an opening that was not told.
    const acts = rows.filter(({ how }) => how === "by");
    expect(acts.length).toBeGreaterThan(20);
    for (const { values } of acts)
      expect(
        Object.keys(values).filter((key) =>
          /^(?:text|title|reason|says|answer|words|name|content|facts|owner_person)$/.test(key),
        ),
      ).toEqual([]);
    expect(JSON.stringify(rows)).not.toMatch(/"(?:barred|complained_of|token_hash|secret_cipher|secret)"/);
    expect(rows.filter(({ table, how }) => table === "appeals.opening" && how === "part")).toEqual([]);
    const other = JSON.stringify(await neighbour.client.call(takeOwnData, {}));
    expect(planted.filter(({ id }) => id !== undefined && other.includes(id))).toEqual([]);
    const page = await resident.client.call(readOwnData, {});
    const tables = page.capabilities.flatMap((one) => one.tables);
    expect(tables.every((one) => one.rows.length <= SHOWN_ROWS * 2)).toBe(true);
    expect(page.readings).toBeGreaterThan(0);
  });

  test("why each column is kept is said in Chinese and English", async () => {
    const tables = await readTables((text) => house.admin(text));
    for (const language of ["zh-CN", "en"]) {
      const texts = JSON.parse(
        readFileSync(new URL(`../../capabilities/privacy/messages/${language}.json`, import.meta.url), "utf8"),
      ) as Readonly<Record<string, Readonly<Record<string, string>>>>;
      const said = (group: string, words: string) => texts[group]?.[keyOf(words)] !== undefined;
      const unsaid = tables.flatMap(({ name, about, by, parents, columns }) => [
        ...(about.length + by.length + parents.length > 0 &&
        columns.some(({ comment }) => comment !== null) &&
        !said("tables", name)
          ? [name]
          : []),
        ...columns.flatMap(({ comment }) => {
          if (comment === null) return [];
          const { basis, purpose, retention } = readComment(comment);
          return [
            ...(said("bases", basis) ? [] : [basis]),
            ...(said("purposes", purpose) ? [] : [purpose]),
            ...(said("retentions", retention) ? [] : [retention]),
          ];
        }),
      ]);
      expect([...new Set(unsaid)]).toEqual([]);
    }
  });
});
