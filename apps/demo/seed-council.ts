import { sql } from "kysely";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { contextAt, findOfficials, perform } from "./time-machine.ts";

const VILLAGE = pathOfCode("990101101201");
const FOUNDED = "2024-03-10";
const TERM_TO = "2029-02-28";
const TITLES = ["理事长", "副理事长", "理事", "理事", "理事"] as const;

const CHARTER = `第一条 村民理事会由各村民小组推选的五名理事组成，在村党支部领导、村民委员会指导下议事，任期与村民委员会相同，可以连任。
第二条 理事会收集村民意见，提出建议，协商小组之间的事，动员投工投劳，调解纠纷。
第三条 会议由理事长召集，四名以上理事到会方可举行，全体理事过半数同意方可作出意见。
第四条 法律规定由村民会议、村民代表会议决定的事，理事会只提建议，不作决定。
第五条 理事会每半年向村民小组会议报告一次，收支张榜公布；推选他的小组可以罢免理事。`;
const MAY_DECIDE = "自愿投工投劳的安排、小组之间用水用场的协商、公用工具的借用。\n不得决定法律留给村民会议的事项。";

/** The villagers' council, entered by the steward as in earnest: the body, its charter with the term, and whom the groups chose. */
export async function seedCouncil(context: ActionContext): Promise<void> {
  const officials = await findOfficials(context);
  const steward = officials.find(({ posts }) => posts.some(({ duties }) => duties.includes("organizations.steward")));
  if (steward === undefined) throw new Error("the demo has nobody who keeps its organizations");
  const then = contextAt(context, new Date(`${FOUNDED}T10:00:00+08:00`), steward);
  const { id } = await perform(then, "organizations/add-organization", {
    kind: "self-governing",
    name: "大柳村村民理事会",
    nameEn: "Daliu Villagers’ Council",
    area: VILLAGE,
    dutyText: "收集意见，提出建议，协商和调解小组里的事。",
    from: FOUNDED,
  });
  const body = { organizationId: String(id) };
  const charter = { text: CHARTER, mayDecide: MAY_DECIDE, termFrom: FOUNDED, termTo: TERM_TO };
  await perform(then, "organizations/file-charter", { ...body, ...charter });
  const chosen = await choosePeople(context);
  for (const [place, title] of TITLES.entries())
    await perform(then, "organizations/give-post", {
      ...body,
      personId: chosen[place],
      title,
      duties: [],
      areas: [VILLAGE],
      namePublic: true,
      leads: place === 0,
      from: FOUNDED,
    });
}

/** Villagers between forty and sixty without a post or a sign-in, from one group after the other. */
async function choosePeople({ tx }: ActionContext): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from register.v_person p join register.v_person_facts f on f.tenant_id = p.tenant_id and f.person_id = p.id
    where p.tenant_id = ${tx.tenantId} and p.division_path <@ ${VILLAGE}::ltree and p.group_id is not null and p.account_id is null and p.left_at is null
      and p.standing = 'registered' and f.born_on between '1964-01-01' and '1984-01-01'
      and not exists (select 1 from organizations.v_post o where o.tenant_id = p.tenant_id and o.person_id = p.id)
    order by row_number() over (partition by p.group_id order by p.id desc), p.group_id limit ${TITLES.length}`.execute(tx.db);
  if (rows.length < TITLES.length) throw new Error("the demo has too few people for a council");
  return rows.map(({ id }) => id);
}
