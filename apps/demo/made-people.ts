import { addAccount } from "#capabilities/accounts/index.ts";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import { addOrganization, givePost } from "#capabilities/organizations/index.ts";
import { addGroup, addHouseholds, addPerson, addPersons, setHeads, type PersonToAdd } from "#capabilities/register/index.ts";
import { addDelegate } from "#capabilities/rolls/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import type { MadePlace } from "./made-place.ts";
import { familyOf, type Household } from "./seed-households.ts";
import { chooseFrom } from "./seed-rolls.ts";
import type { Seeded } from "./seeded.ts";
import { GIVEN_FEMALE, GIVEN_MALE, SURNAMES, VALID_FROM } from "./township.ts";

/** Households a small group: each chooses two people to represent it (村民委员会组织法 25: one of five to fifteen households). */
const HOUSEHOLDS_A_GROUP = 15;
/** Rows a statement. */
const AT_ONCE = 500;
const IN_OFFICE_SINCE = new Date("2024-01-01T00:00:00+08:00");

type Office = { readonly kind: string; readonly body: string; readonly title: string; readonly duties: readonly string[] };

const KEEPING = ["meetings.keep", "meetings.count", "resolutions.keep", "supervision.answer"];
const OFFICES: readonly Office[] = [
  {
    kind: "village-committee",
    body: "村民委员会",
    title: "村委会主任",
    duties: [...KEEPING, "rolls.keep", "disclosure.keep", "projects.keep", "register.read", "register.desk"],
  },
  { kind: "party-organization", body: "支部委员会", title: "党支部书记", duties: [...KEEPING, "party.keep"] },
  {
    kind: "supervision-committee",
    body: "村务监督委员会",
    title: "监督委员会主任",
    duties: ["disclosure.review", "projects.accept", "supervision.watch"],
  },
];
const CLERK: Office = {
  kind: "government",
  body: "人民政府",
  title: "综合办公室主任",
  duties: ["register.read", "register.desk", "disclosure.oversee", "supervision.oversee", "rolls.keep", "meetings.keep"],
};

/** The township's government with the clerk who signs in, and the three bodies of each village with whoever heads them. */
export async function makeOffices(
  context: ActionContext,
  town: MadePlace,
  villages: readonly MadePlace[],
  clerkPhone: string,
  choose: Seeded,
): Promise<void> {
  const accountId = await addAccount(context, clerkPhone);
  await makeOffice(context, town, CLERK, choose, { accountId, phone: clerkPhone });
  for (const village of villages) for (const office of OFFICES) await makeOffice(context, village, office, choose);
}

async function makeOffice(
  context: ActionContext,
  place: MadePlace,
  { kind, body, title, duties }: Office,
  choose: Seeded,
  known?: { readonly accountId: string; readonly phone: string },
): Promise<void> {
  const { tx, house } = context;
  const [organizationId, personId, path] = [context.newId(), context.newId(), pathOfCode(place.code)];
  const name = `${kind === "party-organization" ? "中共" : ""}${place.name}${body}`;
  await addOrganization(tx, {
    id: organizationId,
    kind,
    name,
    nameEn: "",
    parentId: null,
    path,
    dutyText: "",
    validFrom: VALID_FROM,
  });
  const female = choose.number(2) === 0;
  const holder = choose.pick(SURNAMES) + choose.pick(female ? GIVEN_FEMALE : GIVEN_MALE);
  await addPerson(tx, house.keys, {
    id: personId,
    accountId: known?.accountId ?? null,
    householdId: null,
    path,
    proofLevel: 1,
    publicName: holder,
    name: holder,
    sex: female ? "female" : "male",
    bornOn: `${1966 + choose.number(30)}-06-15`,
    phone: known?.phone ?? null,
    identityNumber: null,
    address: "",
  });
  const post = {
    id: context.newId(),
    organizationId,
    personId,
    title,
    duties,
    areas: [path],
    leads: true,
    validFrom: IN_OFFICE_SINCE,
  };
  await givePost(tx, post);
}

/** Everybody of a village, in households and small groups, with their representatives. @returns how many people there are: as many as were asked for */
export async function makeResidents(
  context: ActionContext,
  village: MadePlace,
  residents: number,
  choose: Seeded,
): Promise<void> {
  const { tx, house } = context;
  const path = pathOfCode(village.code);
  const households: Household[] = [];
  const persons: PersonToAdd[] = [];
  const heads: { readonly householdId: string; readonly personId: string }[] = [];
  let groupId = "";
  while (persons.length < residents) {
    const order = households.length;
    if (order % HOUSEHOLDS_A_GROUP === 0) {
      groupId = context.newId();
      const name = `第${1 + order / HOUSEHOLDS_A_GROUP}村民小组`;
      await addGroup(tx, { id: groupId, kind: "villagers-group", name, path, validFrom: VALID_FROM });
    }
    const number = `${village.code.slice(-3)}-${String(1 + order).padStart(4, "0")}`;
    const household = { id: context.newId(), number, path, groupId, address: `${village.name} ${1 + order} 号` };
    households.push(household);
    const family = familyOf(context, household, undefined, choose).slice(0, residents - persons.length);
    persons.push(...family);
    if (family[0] !== undefined) heads.push({ householdId: household.id, personId: family[0].id });
  }
  for (const some of chunks(households)) await addHouseholds(tx, some);
  for (const some of chunks(persons)) await addPersons(tx, house.keys, some);
  for (const some of chunks(heads)) await setHeads(tx, some);
  for (const chosen of await chooseFrom(context, path))
    await addDelegate(tx, {
      id: context.newId(),
      path,
      kind: "villagers-representative",
      personId: chosen.id,
      groupId: chosen.group_id,
      households: chosen.households,
      from: "2024-03-01",
      ground: "2024 年 3 月小组推选",
    });
}

function chunks<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, place) => all.slice(place * AT_ONCE, (place + 1) * AT_ONCE));
}
