import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { visitor, type Actor } from "#platform/actor.ts";
import type { Tenant } from "#platform/capability.ts";
import { isRefusal } from "#platform/refusal.ts";
import { openTrialHouse, personActor, type TrialHouse } from "#platform/testing/trial-house.ts";
import { divisions, pathOfCode, putDivisions } from "#capabilities/divisions/index.ts";
import { addPerson, register } from "#capabilities/register/index.ts";
import { addContactPoint } from "../contract/add-contact-point.ts";
import { addOrganization } from "../contract/add-organization.ts";
import { endOrganization } from "../contract/end-organization.ts";
import { endPost } from "../contract/end-post.ts";
import { fileCharter } from "../contract/file-charter.ts";
import { givePost } from "../contract/give-post.ts";
import { listOrganizations } from "../contract/list-organizations.ts";
import { readOrganization } from "../contract/read-organization.ts";
import { readPostForm } from "../contract/read-post-form.ts";
import { removeContactPoint } from "../contract/remove-contact-point.ts";
import { organizations } from "../index.ts";

const TOWN = pathOfCode("990101101");
const VILLAGE = pathOfCode("990101101201");
const OTHER_VILLAGE = pathOfCode("990101101202");

let house: TrialHouse;
let town: Tenant;
let neighbour: Tenant;
let steward: Actor;

beforeAll(async () => {
  house = await openTrialHouse(inject("postgres"), [divisions, register, organizations]);
  town = await house.addTenant("qinghe", TOWN);
  neighbour = await house.addTenant("baisha", pathOfCode("990101102"));
  const put = [
    ["990101101", "清河镇"],
    ["990101102", "白沙镇"],
    ["990101101201", "大柳村"],
    ["990101101202", "石桥村"],
  ].map(([code = "", name = ""]) => ({ code, name, validFrom: "2024-01-01", source: "test" }));
  await house.act(town, ({ tx }) => putDivisions(tx, put));
  steward = personActor(town, await person("系统员"), [{ duties: ["organizations.steward"] }]);
});
afterAll(() => house.close());

async function person(name: string, path = VILLAGE, tenant = town): Promise<string> {
  const id = house.newId();
  await house.act(tenant, ({ tx }) =>
    addPerson(tx, house.house.keys, {
      id,
      accountId: null,
      householdId: null,
      path,
      proofLevel: 0,
      publicName: "",
      name,
      sex: null,
      bornOn: null,
      phone: null,
      identityNumber: null,
      address: "",
    }),
  );
  return id;
}

let made = 0;
async function organization(area = VILLAGE, kind: "self-governing" | "department" = "self-governing"): Promise<string> {
  made += 1;
  const added = await house.call(addOrganization, { kind, name: `理事会${made}`, area, from: "2024-01-01" }, steward);
  if (isRefusal(added)) throw new Error(JSON.stringify(added));
  return added.id;
}

const post = (personId: string, organizationId: string) => ({
  personId,
  organizationId,
  title: "理事",
  duties: ["divisions.steward"],
  areas: [VILLAGE],
  namePublic: true,
});

async function read(id: string, actor: Actor = visitor(town.id)) {
  const answer = await house.call(readOrganization, { id }, actor);
  if (isRefusal(answer)) throw new Error(answer.code);
  return answer;
}

describe("posts", () => {
  test("are given and ended at once: the holder is named, told, and no longer named", async () => {
    const [holder, body] = [await person("张三"), await organization()];
    const given = await house.call(givePost, post(holder, body), steward);
    if (isRefusal(given)) throw new Error(JSON.stringify(given));
    expect((await read(body)).posts).toMatchObject([{ title: "理事", holder: "张三", duties: [] }]);
    expect(await house.call(endPost, { id: given.id }, steward)).toMatchObject({ id: given.id });
    expect((await read(body)).posts).toEqual([]);
    expect((await read(body, steward)).posts).toMatchObject([{ inForce: false, duties: ["divisions.steward"] }]);
    await house.drain();
    const [row] = await house.look("select public_name from register.person where id = $1", [holder]);
    expect(row?.["public_name"]).toBe("");
    const topics = await house.look("select topic from platform.notice where person_id = $1 order by created_at, id", [holder]);
    expect(topics.map(({ topic }) => topic)).toEqual(["organizations.post-given", "organizations.post-ended"]);
    expect(await house.call(endPost, { id: given.id }, steward)).toMatchObject({ code: "post-ended" });
  });

  test("keep the holder named while another public post is held", async () => {
    const [holder, body] = [await person("李四"), await organization()];
    const first = await house.call(givePost, post(holder, body), steward);
    await house.call(givePost, { ...post(holder, body), title: "会长" }, steward);
    if (isRefusal(first)) throw new Error(first.code);
    await house.call(endPost, { id: first.id }, steward);
    await house.drain();
    expect((await read(body)).posts).toMatchObject([{ title: "会长", holder: "李四" }]);
  });

  test("that are not public name nobody; the steward who reads the name is recorded", async () => {
    const [holder, body] = [await person("王五"), await organization()];
    await house.call(givePost, { ...post(holder, body), namePublic: false }, steward);
    expect((await read(body)).posts).toMatchObject([{ holder: "" }]);
    expect((await read(body, steward)).posts).toMatchObject([{ holder: "王五" }]);
    const looked = await house.look("select what from platform.access_log where subject_person = $1", [holder]);
    expect(looked).toEqual([{ what: "organizations.post" }]);
  });

  test("may have a last day, which they last to its end in China", async () => {
    const [holder, body] = [await person("赵六"), await organization()];
    const given = await house.call(givePost, post(holder, body), steward);
    if (isRefusal(given)) throw new Error(given.code);
    const ended = await house.call(endPost, { id: given.id, lastDay: "2099-06-30" }, steward);
    expect(ended).toEqual({ id: given.id, endsAt: "2099-06-30T16:00:00.000Z" });
    expect((await read(body)).posts).toHaveLength(1);
    const past = await house.call(endPost, { id: given.id, lastDay: "2020-01-01" }, steward);
    expect(past).toMatchObject({ fields: [{ pointer: "/lastDay", code: "in-the-past" }] });
  });

  test("are refused to oneself, beyond the body's area, in the past, with unknown duties, to strangers", async () => {
    const [holder, body] = [await person("孙七"), await organization()];
    const give = (changes: object, by = steward) => house.call(givePost, { ...post(holder, body), ...changes }, by);
    expect(await give({ personId: steward.personId })).toMatchObject({ code: "own-post" });
    expect(await give({ areas: [TOWN] })).toMatchObject({ fields: [{ pointer: "/areas", code: "area-beyond-organization" }] });
    expect(await give({ from: "2020-01-01" })).toMatchObject({ fields: [{ pointer: "/from", code: "in-the-past" }] });
    expect(await give({ duties: ["no.duty"] })).toMatchObject({ fields: [{ pointer: "/duties", code: "no-such-duty" }] });
    const stranger = await person("邻镇人", pathOfCode("990101102"), neighbour);
    expect(await give({ personId: stranger })).toMatchObject({ fields: [{ pointer: "/personId", code: "no-such-person" }] });
  });

  test("belong to the steward of that area, in that tenant", async () => {
    const [holder, body] = [await person("周八"), await organization()];
    const elsewhere = personActor(town, holder, [{ duties: ["organizations.steward"], areas: [OTHER_VILLAGE] }]);
    const foreign = personActor(neighbour, holder, [{ duties: ["organizations.steward"] }]);
    const other = personActor(town, holder, [{ duties: ["divisions.steward"] }]);
    for (const actor of [elsewhere, foreign, other, personActor(town, holder)])
      expect(await house.call(givePost, post(steward.personId ?? "", body), actor)).toMatchObject({ code: "absent" });
    expect(await house.call(givePost, post(holder, body), visitor(town.id))).toMatchObject({ code: "sign-in-required" });
    expect(await house.call(readPostForm, { personId: holder }, other)).toMatchObject({ code: "not-allowed" });
    const form = await house.call(readPostForm, { personId: holder }, steward);
    expect(form).toMatchObject({
      name: "周八",
      duties: expect.arrayContaining(["divisions.steward", "organizations.steward"]) as string[],
    });
  });
});

describe("organizations", () => {
  test("are not two of one name in one place at one time", async () => {
    const input = { kind: "social" as const, name: "志愿服务队", area: VILLAGE, from: "2025-01-01" };
    expect(await house.call(addOrganization, input, steward)).toMatchObject({ id: expect.any(String) as string });
    expect(await house.call(addOrganization, input, steward)).toMatchObject({
      fields: [{ pointer: "/name", code: "organization-exists" }],
    });
    expect(await house.call(addOrganization, { ...input, area: OTHER_VILLAGE }, steward)).toHaveProperty("id");
  });

  test("end with their posts, which end no later and begin no more", async () => {
    const [holder, body] = [await person("吴九"), await organization()];
    await house.call(givePost, post(holder, body), steward);
    await house.call(givePost, { ...post(holder, body), title: "候任", from: "2099-01-01" }, steward);
    const child = await house.call(
      addOrganization,
      { kind: "self-governing", name: "下属组", area: VILLAGE, parentId: body, from: "2024-01-01" },
      steward,
    );
    if (isRefusal(child)) throw new Error(child.code);
    expect(await house.call(endOrganization, { id: body, on: "2025-01-01" }, steward)).toMatchObject({ code: "has-parts" });
    await house.call(endOrganization, { id: child.id, on: "2025-01-01" }, steward);
    expect(await house.call(endOrganization, { id: body, on: "2025-01-01" }, steward)).toEqual({ id: body, postsEnded: 2 });
    expect(await read(body)).toMatchObject({ inForce: false, posts: [], may: [] });
    expect(await house.call(givePost, post(holder, body), steward)).toMatchObject({ code: "organization-ended" });
    await house.drain();
    const [row] = await house.look("select public_name from register.person where id = $1", [holder]);
    expect(row?.["public_name"]).toBe("");
  });

  test("of residents file a charter for a term, version by version; offices of the state file none", async () => {
    const [body, office] = [await organization(), await organization(TOWN, "department")];
    const charter = { text: "本会由大柳村村民推选，依本章程议事。".repeat(2), mayDecide: "红白事从简的标准" };
    const terms = { termFrom: "2024-01-01", termTo: "2026-12-31" };
    expect(await house.call(fileCharter, { organizationId: body, ...charter, ...terms }, steward)).toEqual({ version: 1 });
    const next = { organizationId: body, ...charter, termFrom: "2099-01-01", termTo: "2099-12-31" };
    expect(await house.call(fileCharter, next, steward)).toEqual({ version: 2 });
    expect((await read(body)).charters.map(({ version, term }) => [version, term])).toEqual([
      [2, "to-come"],
      [1, expect.stringMatching(/running|over/) as string],
    ]);
    expect(await house.call(fileCharter, { ...next, organizationId: office }, steward)).toMatchObject({
      code: "no-charter-kind",
    });
    expect(await house.call(fileCharter, { ...next, termTo: "2098-01-01" }, steward)).toMatchObject({
      fields: [{ pointer: "/termTo", code: "term-ends-before" }],
    });
  });

  test("are reached by numbers and mail that are real", async () => {
    const body = await organization();
    const add = (kind: "phone" | "email", value: string) =>
      house.call(addContactPoint, { organizationId: body, kind, value, hours: "工作日" }, steward);
    expect(await add("phone", "12345678901234")).toMatchObject({ fields: [{ pointer: "/value", code: "phone-not-valid" }] });
    expect(await add("email", "nobody")).toMatchObject({ fields: [{ code: "mail-not-valid" }] });
    const added = await add("phone", "0990-5550121");
    if (isRefusal(added)) throw new Error(added.code);
    expect(await add("phone", "12345")).toHaveProperty("id");
    expect((await read(body)).contactPoints.map(({ value }) => value)).toEqual(["0990-5550121", "12345"]);
    await house.call(removeContactPoint, { id: added.id }, steward);
    expect((await read(body)).contactPoints).toHaveLength(1);
  });

  test("are listed page by page, and found by name, kind and place", async () => {
    const names = await Promise.all(Array.from({ length: 60 }, () => organization(OTHER_VILLAGE)));
    const list = (input: object) => house.call(listOrganizations, input, visitor(town.id));
    const first = await list({ area: OTHER_VILLAGE });
    if (isRefusal(first) || first.next === null) throw new Error("one page");
    const second = await list({ area: OTHER_VILLAGE, cursor: first.next });
    if (isRefusal(second)) throw new Error(second.code);
    const ids = [...first.organizations, ...second.organizations].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(names));
    expect(first.count).toBe(ids.length);
    expect(await list({ q: "志愿", kind: "social" })).toMatchObject({ count: 2, next: null });
    expect(await list({ cursor: "AAAA" })).toMatchObject({ fields: [{ code: "bad-cursor" }] });
    expect(await house.call(listOrganizations, {}, visitor(neighbour.id))).toMatchObject({ count: 0 });
  });
});
