import { sql } from "kysely";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import { addOrganization } from "#capabilities/organizations/index.ts";
import { addGroup } from "#capabilities/register/index.ts";
import { addDelegate, addMembers, addOwner, freezeRoll } from "#capabilities/rolls/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { isRefusal } from "#platform/refusal.ts";
import { PLACES, VALID_FROM } from "./township.ts";

/** A village whose collective confirmed its members. */
const COLLECTIVE = "990101101201";
const MEMBERS_SINCE = "2025-06-01";

/** A residential quarter whose owners are entered. */
const QUARTER = { code: "990101101001", name: "河滨家园", flats: 20 } as const;

type Head = { readonly id: string; readonly group_id: string; readonly households: number };

/** Each group chose two or three people to represent it; one village and one community have a roll for their next meeting. */
export async function seedRolls(context: ActionContext): Promise<void> {
  for (const place of PLACES) {
    const path = pathOfCode(place.code);
    const kind = place.kind === "village" ? ("villagers-representative" as const) : ("residents-delegate" as const);
    for (const chosen of await chooseFrom(context, path))
      await addDelegate(context.tx, {
        id: context.newId(),
        path,
        kind,
        personId: chosen.id,
        groupId: chosen.group_id,
        households: chosen.households,
        from: "2024-03-01",
        ground: "2024 年 3 月小组推选",
      });
  }
  await seedCollective(context);
  await seedOwners(context);
  const onDay = legalDay(new Date(context.now.getTime() + 14 * 86_400_000));
  for (const roll of [
    { code: "990101101201", kind: "villagers-representatives" as const, title: "大柳村第四季度村民代表会议" },
    { code: "990101101201", kind: "adults" as const, title: "大柳村村民会议（年度）" },
    { code: "990101101001", kind: "households" as const, title: "河滨社区居民会议（每户一人）" },
  ]) {
    const frozen = await freezeRoll(context, { kind: roll.kind, path: pathOfCode(roll.code), onDay, title: roll.title });
    if (isRefusal(frozen)) throw new Error(`the demo could not freeze a roll: ${frozen.code} ${JSON.stringify(frozen.facts)}`);
  }
}

/** Everybody registered in the village but for the last few households, which the assembly has yet to confirm. */
async function seedCollective(context: ActionContext): Promise<void> {
  const { tx } = context;
  const path = pathOfCode(COLLECTIVE);
  const place = PLACES.find(({ code }) => code === COLLECTIVE)?.name ?? "";
  await addOrganization(tx, {
    id: context.newId(),
    kind: "collective",
    name: `${place}股份经济合作社`,
    nameEn: `Collective of ${COLLECTIVE}`,
    parentId: null,
    path,
    dutyText: "",
    validFrom: VALID_FROM,
  });
  const { rows } = await sql<{ id: string }>`
    select p.id from register.v_person p join register.v_household h on h.tenant_id = p.tenant_id and h.id = p.household_id
    where p.tenant_id = ${tx.tenantId} and p.division_path <@ ${path}::ltree and p.standing = 'registered' and p.left_at is null order by h.number, p.id`.execute(
    tx.db,
  );
  const personIds = rows.slice(0, Math.ceil(rows.length * 0.95)).map(({ id }) => id);
  const ids = personIds.map(() => context.newId());
  await addMembers(tx, {
    ids,
    personIds,
    path,
    way: "founding",
    from: MEMBERS_SINCE,
    ground: "2025 年 6 月 1 日成员大会确认的成员名册",
  });
}

/** A quarter of a community: the heads of its first households own a flat each, the first of them a shop below as well. */
async function seedOwners(context: ActionContext): Promise<void> {
  const { tx } = context;
  const path = pathOfCode(QUARTER.code);
  const groupId = context.newId();
  await addGroup(tx, { id: groupId, kind: "neighbourhood", name: QUARTER.name, path, validFrom: VALID_FROM });
  const { rows } = await sql<{ id: string }>`
    select head_person as id from register.v_household where tenant_id = ${tx.tenantId} and division_path <@ ${path}::ltree and head_person is not null
    order by number limit ${QUARTER.flats}`.execute(tx.db);
  const flats = rows.map(({ id }, index) => {
    const floor = Math.floor(index / 2) + 1;
    return { personId: id, premises: `1 幢 ${floor}0${(index % 2) + 1}`, floorDm2: 7_650 + (index % 7) * 1_135 };
  });
  const shop = { personId: rows[0]?.id ?? "", premises: "1 幢底层商铺", floorDm2: 21_280 };
  for (const premises of [...flats, shop])
    await addOwner(tx, { ...premises, id: context.newId(), path, groupId, from: VALID_FROM, ground: "不动产权证书" });
}

/** Two adults of each group, a woman first where there is one, from the eldest. */
export async function chooseFrom({ tx }: ActionContext, path: string): Promise<readonly Head[]> {
  const { rows } = await sql<Head>`
    select id, group_id, greatest(1, households / 2) as households from (
      select p.id, p.group_id, row_number() over (partition by p.group_id, f.sex order by f.born_on) as place, f.sex,
        (select count(*)::int from register.v_household h where h.tenant_id = p.tenant_id and h.group_id = p.group_id) as households
      from register.v_person p join register.v_person_facts f on f.tenant_id = p.tenant_id and f.person_id = p.id
      where p.tenant_id = ${tx.tenantId} and p.division_path <@ ${path}::ltree and p.group_id is not null and p.standing = 'registered' and f.born_on between '1956-01-01' and '1992-01-01') c
    where place = 1 order by group_id, id`.execute(tx.db);
  return rows;
}
