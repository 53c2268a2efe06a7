import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { legalDay } from "#platform/legal-day.ts";
import { beginCase } from "../contract/begin-case.ts";
import { completeStep } from "../contract/complete-step.ts";
import { draftProcedure } from "../contract/draft-procedure.ts";
import { draftShipped } from "../contract/draft-shipped.ts";
import { enactProcedure } from "../contract/enact-procedure.ts";
import { giveConsent } from "../contract/give-consent.ts";
import { listProcedures } from "../contract/list-procedures.ts";
import { readCase } from "../contract/read-case.ts";
import { readDraft } from "../contract/read-draft.ts";

const TODAY = legalDay(new Date());
const CHAIN = "resolutions.chain";
const DRAWN = `<?xml version="1.0" encoding="UTF-8"?>
  <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:gongzhi="urn:gongzhi:bpmn:1" id="d" targetNamespace="t">
    <process id="lend" isExecutable="true"><startEvent id="s"/>
      <userTask id="ask" name="出借场地" gongzhi:post="appeals.dispatch" gongzhi:gates="cases.consented:government,collective"/><endEvent id="e"/>
      <sequenceFlow id="f1" sourceRef="s" targetRef="ask"/><sequenceFlow id="f2" sourceRef="ask" targetRef="e"/></process></definitions>`;

let house: TestHouse;
let steward: TestClient;
let clerk: TestClient;
let leader: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  steward = await house.signIn("steward");
  clerk = await house.signIn("clerk");
  leader = await house.signIn("leader");
});
afterAll(async () => {
  await house.close();
});

async function enact(drawn: string, name: string): Promise<void> {
  const answer = await steward.upload("cases/procedure", { name: "a.bpmn", bytes: Buffer.from(drawn), type: "text/xml" });
  const { fileId } = answer.json<{ fileId: string }>();
  const { id } = await steward.call(draftProcedure, { name, title: "出借场地", ruleKey: "appeals.deadlines", fileId });
  await steward.call(enactProcedure, { id, from: TODAY });
}

test("any procedure may stand behind a body's consent: who skips it is told whose is missing, who refuses holds it, who consents opens it", async () => {
  await enact(DRAWN, "lend-both");
  await enact(DRAWN.replace("government,collective", "government"), "lend");
  // No collective covers the township: a gate that nobody can open says so.
  const both = await clerk.call(beginCase, { key: "office.lend-both", text: "借用礼堂一天。" });
  const gates = (await clerk.call(readCase, { number: both.number })).gates;
  expect(gates).toMatchObject([{ step: "出借场地", facts: [{ met: false }, { met: false }] }]);
  expect(gates[0]?.facts[1]?.sentence).toContain("这里没有应当同意的组织");

  const { number } = await clerk.call(beginCase, { key: "office.lend", text: "借用礼堂一天。" });
  const [task] = (await clerk.call(readCase, { number })).tasks;
  const id = task?.id ?? "";
  const shut = await clerk.refused(completeStep, { id });
  expect(shut).toMatchObject({ code: "gate-shut", facts: { missing: expect.stringContaining("还没有表示") as string } });
  expect((await leader.refused(giveConsent, { number, decision: "given" })).status).toBe(404);
  await house.admin(
    "update organizations.post p set duties = duties || '{cases.consent}' from organizations.organization o where o.tenant_id = p.tenant_id and o.id = p.organization_id and (o.kind = 'government' and p.title = '副镇长' or p.title = '村委会主任')",
  );
  // Whose consent is not asked for has none to give; a village's post does not reach here.
  const village = await house.signIn("village");
  expect((await village.refused(giveConsent, { number, decision: "given" })).status).toBe(404);
  expect((await leader.call(readCase, { number })).consentFor).not.toBe("");
  await leader.call(giveConsent, { number, decision: "refused" });
  expect((await clerk.refused(completeStep, { id })).facts).toMatchObject({
    missingEn: expect.stringContaining("refused on") as string,
  });
  await leader.call(giveConsent, { number, decision: "given" });
  expect((await leader.refused(giveConsent, { number, decision: "given" })).code).toBe("consent-said");
  expect((await clerk.call(readCase, { number })).gates[0]?.facts).toMatchObject([{ met: true }]);
  await clerk.call(completeStep, { id });
  expect((await leader.refused(giveConsent, { number, decision: "refused" })).code).toBe("case-ended");
});

test("a tenant with an earlier drawing is offered what the house ships; a person enacts it, and what runs keeps its version", async () => {
  const offers = async (who: TestClient) => (await who.call(listProcedures, {})).offers;
  expect(await offers(steward)).toEqual([]);
  expect((await steward.refused(draftShipped, { key: CHAIN })).code).toBe("nothing-shipped");
  await house.admin(
    `update cases.procedure set bpmn = replace(bpmn, ' gongzhi:gates="projects.carried-out"', ''), valid_from = '2020-01-01'
     where key = $1 and tenant_id = (select id from platform.tenant where slug = 'qinghe')`,
    [CHAIN],
  );
  expect(await offers(steward)).toEqual([CHAIN]);
  expect(await offers(clerk)).toEqual([]);
  expect((await clerk.refused(draftShipped, { key: CHAIN })).status).toBe(404);
  const { id } = await steward.call(draftShipped, { key: CHAIN });
  expect(await offers(steward)).toEqual([]);
  expect(await steward.call(readDraft, { id })).toMatchObject({ key: CHAIN, verdict: "ready", newest: { version: 1 } });
  const versions = async () =>
    await house.admin<{ version: number; n: number }>(
      "select procedure_version as version, count(*)::int as n from cases.case where procedure_key = $1 and tenant_id = (select id from platform.tenant where slug = 'qinghe') group by 1",
      [CHAIN],
    );
  const before = await versions();
  await steward.call(enactProcedure, { id, from: TODAY });
  expect(await versions()).toEqual(before);
  expect(await offers(steward)).toEqual([]);
});
