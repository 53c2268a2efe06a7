import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { raiseAppeal } from "../contract/raise-appeal.ts";
import { readRaiseForm } from "../contract/read-raise-form.ts";
import { releaseAppeal } from "../contract/release-appeal.ts";
import { listViews, MAX_VIEWS, removeView, renameView, restoreView, saveView } from "../contract/saved-views.ts";
import { listSubscriptions, subscribe, unsubscribe } from "../contract/subscriptions.ts";

let house: TestHouse;
let clerk: TestClient;
let works: TestClient;
let resident: TestClient;
let neighbour: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  [clerk, works, resident, neighbour] = await Promise.all([
    house.signIn("clerk"),
    house.signIn("works"),
    house.signIn("resident"),
    house.signIn("resident-2"),
  ]);
});
afterAll(async () => await house.close());

describe("a saved view", () => {
  const names = async (client: TestClient) => (await client.call(listViews, {})).views.map(({ name }) => name);

  test("keeps the filters and nothing else, for oneself", async () => {
    const { query } = await clerk.call(saveView, { name: "待派单", query: "?after=x&state=waiting&q=%E8%B7%AF%E7%81%AF" });
    expect(query).toBe("q=%E8%B7%AF%E7%81%AF&state=waiting");
    expect(await names(clerk)).toEqual(["待派单"]);
    expect(await names(works)).toEqual([]);
    expect(await clerk.refused(saveView, { name: "空", query: "after=x" })).toMatchObject({ status: 422 });
  });

  test("is shared with the unit and no other, and changed by its owner alone", async () => {
    const { id } = await works.call(saveView, { name: "本科室", query: "state=handling", shared: true });
    expect(await names(clerk)).not.toContain("本科室");
    // The clerk sits in the same unit from now on.
    await house.admin(
      `update appeals.saved_view v set organization_id = (select p.organization_id from organizations.post p
         where p.tenant_id = v.tenant_id and 'appeals.dispatch' = any(p.duties) limit 1) where id = $1`,
      [id],
    );
    expect((await clerk.call(listViews, {})).views.find((view) => view.id === id)).toMatchObject({ own: false, shared: true });
    expect(await clerk.refused(renameView, { id, name: "我的" })).toMatchObject({ status: 404 });
    expect(await clerk.refused(removeView, { id })).toMatchObject({ status: 404 });
    await works.call(renameView, { id, name: "在办" });
    expect(await names(works)).toEqual(["在办"]);
  });

  test("is taken away, and put back", async () => {
    const { id } = await clerk.call(saveView, { name: "垃圾", query: "matter=garbage" });
    await clerk.call(removeView, { id });
    expect(await names(clerk)).not.toContain("垃圾");
    expect(await clerk.call(restoreView, { id })).toEqual({ query: "matter=garbage" });
    expect(await names(clerk)).toContain("垃圾");
  });

  test("is for those who work with the list, and there are not too many", async () => {
    expect(await resident.refused(listViews, {})).toMatchObject({ status: 403 });
    await house.admin(
      `insert into appeals.saved_view (tenant_id, id, owner_person, organization_id, shared, name, query, made_at)
       select tenant_id, gen_random_uuid(), owner_person, organization_id, false, 'n', 'state=closed', now() from appeals.saved_view, generate_series(1, $1)
       where name = '待派单'`,
      [MAX_VIEWS],
    );
    expect(await clerk.refused(saveView, { name: "多了", query: "state=waiting" })).toMatchObject({ code: "too-many-views" });
  });
});

describe("whoever follows a place or a matter", () => {
  const told = async (topic = "appeals.released-here") =>
    (
      await house.admin<{ person_id: string; number: string }>(
        "select person_id, params->>'number' as number from platform.notice where topic = $1",
        [topic],
      )
    ).map(({ number }) => number);

  test("is told once when something is released there, not before and not again, and no more once it is ended", async () => {
    const { areas } = await resident.call(readRaiseForm, {});
    const [, village, grid] = areas.map(({ value }) => value);
    const other = areas.find(
      ({ value }) => !value.startsWith(village ?? "") && value.split(".").length === (village ?? "").split(".").length,
    )?.value;
    const here = await resident.call(subscribe, { area: village });
    await resident.call(subscribe, {});
    expect((await resident.call(subscribe, { area: village })).id).toBe(here.id);
    await neighbour.call(subscribe, { area: other });
    const raise = async () =>
      await house.visitor().call(raiseAppeal, { text: "门前的路坏了，请来修。", mode: "anonymous", area: grid });
    const release = async (id: string) => {
      await clerk.call(releaseAppeal, { id, title: "门前路坏", text: "门前的路坏了。" });
      await house.settle();
    };
    const first = await raise();
    await house.settle();
    expect(await told()).toEqual([]);
    await release(first.id);
    await release(first.id);
    expect(await told()).toEqual([first.number]);
    for (const { id } of (await resident.call(listSubscriptions, {})).subscriptions) await resident.call(unsubscribe, { id });
    await release((await raise()).id);
    expect(await told()).toEqual([first.number]);
  });

  test("ends what is theirs and nothing else; nobody follows without an account", async () => {
    const { id } = await resident.call(subscribe, {});
    expect(await neighbour.refused(unsubscribe, { id })).toMatchObject({ status: 404 });
    expect(await house.visitor().refused(subscribe, {})).toMatchObject({ status: 401 });
    expect(await resident.refused(subscribe, { area: "cn.1" })).toMatchObject({ status: 422 });
  });
});
