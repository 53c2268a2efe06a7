import { COUNTY } from "#apps/demo/township.ts";
import { assignRequest } from "#capabilities/appeals/contract/assign-request.ts";
import { receiveLink } from "#capabilities/cases/index.ts";
import { systemActor } from "#platform/actor.ts";
import { systemContext } from "#platform/outbox/drain.ts";
import { scopeOf } from "#platform/registry/invoke.ts";
import type { TestHouse } from "../../start-test-house.ts";
import { MARKS, OWN_PATH, SIBLING_PATH, TENANT, TOWN_PATH } from "../places.ts";
import type { Plant } from "./plant.ts";

/** Its own matters are the scene's; what another tenant asks of this one, in the own village, stands here. */
export const appeals: Plant = {
  rows: async (house, { leadUnit, otherUnit, residentPerson }) => {
    await plantKept(house, residentPerson, leadUnit);
    await ask(house, "appeals.dispute");
    const whistle = await ask(house, "appeals.whistle");
    // In the hands of the unit that leads: what its posts may do is asked, too.
    const clerk = await house.signIn("clerk");
    await clerk.call(assignRequest, { id: whistle, matter: "roads", organizationId: leadUnit });
    // In each place somebody asked to open who raised an appeal there.
    for (const path of [OWN_PATH, SIBLING_PATH, TOWN_PATH]) await plantOpening(house, path, [leadUnit, otherUnit]);
    await plantRetaliation(house, leadUnit, residentPerson);
    await plantArchivings(house);
  },
  samples: { "appeals/raise-appeal.mode": "anonymous", "appeals/save-view.query": "state=waiting" },
  names: {
    "appeals.number": "appeals.appeal.number",
    "appeals.unit": "organizations.organization.id",
    "appeals/correct-entered.id": "appeals.appeal.id",
    "appeals/undo-entered.id": "appeals.appeal.id",
    "appeals/rename-view.id": "appeals.saved_view.id",
    "appeals/remove-view.id": "appeals.saved_view.id",
    "appeals/restore-view.id": "appeals.saved_view.id",
    "appeals/unsubscribe.id": "appeals.subscription.id",
    "appeals/suggest-release.id": "appeals.appeal.id",
    "appeals/rule-on-dispute.id": "cases.link.message_id",
    "appeals/rule-on-dispute.unitId": "organizations.organization.id",
    "appeals/assign-request.id": "cases.link.message_id",
    "appeals/report-on-request.id": "cases.link.message_id",
    "appeals/read-request.id": "cases.link.message_id",
    "appeals/ask-opening.id": "appeals.opening.appeal_id",
    "appeals/relate-appeals.id": "appeals.appeal.id",
    "appeals/unrelate-appeals.id": "appeals.appeal.id",
    "appeals/ask-review.id": "appeals.appeal.id",
    "appeals/decide-review.id": "appeals.appeal.id",
    "appeals/decide-retaliation.id": "appeals.retaliation.id",
    "appeals/report-retaliation.number": "appeals.appeal.number",
    "appeals.complainedOf": "organizations.organization.id",
    "appeals/delay-telling.id": "appeals.opening.id",
    "appeals/stop-archiving.id": "appeals.archiving.id",
    "appeals/resume-archiving.id": "appeals.archiving.id",
    "appeals/take-archive.id": "appeals.archiving.id",
    "appeals/read-identity.id": "appeals.opening.id",
    "*.photoIds": "platform.file.id",
  },
};

/** What somebody keeps for themselves, a view and what they follow; and matters written down at a desk of the unit that leads, so with their hour. */
async function plantKept(house: TestHouse, residentPerson: string, leadUnit: string): Promise<void> {
  await house.admin(
    `insert into appeals.saved_view (tenant_id, id, owner_person, organization_id, shared, name, query, made_at)
     select id, $1, $2, $3, false, '待派单', 'state=waiting', now() from platform.tenant where slug = $4`,
    [house.newId(), residentPerson, leadUnit, TENANT],
  );
  await house.admin(
    `insert into appeals.subscription (tenant_id, id, person_id, area, made_at)
     select id, $1, $2, root_path, now() from platform.tenant where slug = $3`,
    [house.newId(), residentPerson, TENANT],
  );
  await house.admin(
    `update appeals.appeal set helper_post = (select id from organizations.post where organization_id = $1 order by id limit 1),
       raised_at = case when raised_at > $2::timestamptz - interval '1 day' then $2 else raised_at end
     where lead_organization = $1`,
    [leadUnit, new Date()],
  );
}

/** In each place somebody reports retaliation, and the unit that leads looks into it. */
async function plantRetaliation(house: TestHouse, leadUnit: string, residentPerson: string): Promise<void> {
  for (const [path, mark, owner] of [
    [OWN_PATH, MARKS.own, residentPerson],
    [SIBLING_PATH, MARKS.sibling, null],
    [TOWN_PATH, MARKS.parent, null],
  ] as const)
    await house.admin(
      `insert into appeals.retaliation (tenant_id, id, number, division_path, owner_person, source, role, text, state, organization_id, made_on)
       select id, $1, '20260101-0000-0000', $2::ltree, $3, 'report', 'witness', $4, 'open', $5, current_date from platform.tenant where slug = $6`,
      [house.newId(), path, owner, `${mark}：因为提意见被为难。`, leadUnit, TENANT],
    );
}

/** One that has ended, with a line whose appeal has left it since. */
async function plantArchivings(house: TestHouse): Promise<void> {
  const leaf = Buffer.alloc(32, 7);
  for (const path of [OWN_PATH, SIBLING_PATH, TOWN_PATH])
    await house.admin(
      `with made as (insert into appeals.archiving (tenant_id, id, division_path, state, started_by_post, started_at, closed_before, rule_version, archived, frontier, ended_at)
         select p.tenant_id, $1, $2::ltree, 'done', p.id, now(), current_date - 365, 1, 1, $3, now() from organizations.post p
           join platform.tenant t on t.id = p.tenant_id and t.slug = $4 order by p.id limit 1 returning tenant_id, id, division_path)
       insert into appeals.archived_leaves (tenant_id, archiving_id, first_place, division_path, leaves) select tenant_id, id, 0, division_path, $3 from made`,
      [house.newId(), path, leaf, TENANT],
    );
}

/** Of an appeal of the demo's year that none of the cast handles, asked by an official who could not agree to one. */
async function plantOpening(house: TestHouse, path: string, units: readonly string[]): Promise<void> {
  await house.admin(
    `with sealed as (update appeals.appeal set mode = 'sealed' where tenant_id = (select id from platform.tenant where slug = $2)
       and id = (select a.id from appeals.appeal a where a.division_path <@ $3::ltree and a.mode = 'named' and a.lead_organization is not null
         and a.lead_organization <> all ($4::uuid[]) and not a.co_organizations && $4::uuid[] and not exists (
           select 1 from appeals.opening o where o.tenant_id = a.tenant_id and o.appeal_id = a.id) order by a.id limit 1)
       returning tenant_id, id)
     insert into appeals.opening (tenant_id, id, appeal_id, division_path, ground, rule_version, reason, state, asked_by_person, asked_by_post, asked_at)
     select sealed.tenant_id, $1, sealed.id, $3::ltree, 'consent', 1, '本人书面同意，已核对。', 'asked', o.person_id, o.id, now() from sealed
       join lateral (select id, person_id from organizations.post p where p.tenant_id = sealed.tenant_id and not 'appeals.unseal' = any(p.duties)
         order by p.id limit 1) o on true`,
    [house.newId(), TENANT, path, [...units]],
  );
}

/** As if the county had sent it. @returns the link's id. */
async function ask(house: TestHouse, relation: string): Promise<string> {
  const [town, county] = await Promise.all([house.tenants.bySlug(TENANT), house.tenants.bySlug(COUNTY.slug)]);
  if (town === undefined || county === undefined) throw new Error("the demo's tenants are not there");
  const link = house.newId();
  const message = {
    format: "gongzhi-link/1",
    kind: "open",
    link,
    from: { tenant: county.id, name: county.name, case: "" },
    to: town.id,
    at: new Date().toISOString(),
    relation,
    area: OWN_PATH,
    dueAt: null,
    facts: { matter: "roads", tier: "week" },
    words: { title: "路面坏了" },
  } as const;
  const offered = house.invoker.registry;
  await house.database.transact(scopeOf(systemActor(town.id, town.rootPath), "test/plant"), async (tx) =>
    receiveLink(systemContext({ ...house, offered }, tx, town), message),
  );
  return link;
}
