import { addAccount } from "#capabilities/accounts/index.ts";
import { givePost } from "#capabilities/organizations/index.ts";
import { addPerson } from "#capabilities/register/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { seedHouseholds } from "./seed-households.ts";
import { GIVEN_FEMALE, GIVEN_MALE, SURNAMES } from "./township.ts";
import { seeded, type Seeded } from "./seeded.ts";
import type { SeededUnits } from "./seed-township.ts";

/** Demo sign-ins: `key` names the button, `phone` lies in a range no operator has given out. */
export type DemoSignIn = {
  readonly key: string;
  readonly phone: string;
  readonly tenant: string;
  readonly title: string;
  readonly unit: string;
  readonly duties: readonly string[];
  /** Came to the town after the others were drawn: drawn apart, so that nobody else's name moves. */
  readonly later?: true;
  /** Whoever heads the body anyway, given an account. */
  readonly office?: true;
  /** Heads the body. */
  readonly leads?: true;
};

const LATER_SEED = 20_261_126;
const ALL_READ = ["register.read"];

export const DEMO_SIGN_INS: readonly DemoSignIn[] = [
  {
    key: "clerk",
    phone: "19900000001",
    tenant: "qinghe",
    title: "受理派单员",
    unit: "hotline",
    duties: ["appeals.dispatch", "appeals.release", "appeals.desk", "appeals.import"],
  },
  { key: "works", phone: "19900000002", tenant: "qinghe", title: "主办科员", unit: "works", duties: ["appeals.handle"] },
  {
    key: "environment",
    phone: "19900000003",
    tenant: "qinghe",
    title: "执法队员",
    unit: "environment",
    duties: ["appeals.handle"],
  },
  {
    key: "welfare",
    phone: "19900000004",
    tenant: "qinghe",
    title: "主办科员",
    unit: "welfare",
    duties: ["appeals.handle", "appeals.unseal"],
  },
  {
    key: "village",
    phone: "19900000005",
    tenant: "qinghe",
    title: "村委会主任",
    unit: "committee-990101101201",
    leads: true,
    duties: [
      "appeals.handle",
      "appeals.desk",
      "register.read",
      "register.desk",
      "rolls.keep",
      "meetings.keep",
      "meetings.count",
      "disclosure.keep",
      "resolutions.keep",
      "rulemaking.draft",
      "mandates.carry",
      "projects.keep",
      "supervision.answer",
    ],
  },
  {
    key: "leader",
    phone: "19900000006",
    tenant: "qinghe",
    title: "副镇长",
    unit: "government",
    duties: [
      "appeals.oversee",
      "appeals.unseal",
      "appeals.review",
      "cases.oversee",
      "record.erase",
      "disclosure.oversee",
      "supervision.oversee",
      "rulemaking.oversee",
      "mandates.give",
    ],
  },
  {
    key: "steward",
    phone: "19900000007",
    tenant: "qinghe",
    title: "系统管理员",
    unit: "government",
    duties: [
      "setup.steward",
      "organizations.steward",
      "divisions.steward",
      "rules.steward",
      "register.steward",
      "register.desk",
      "rolls.keep",
      "meetings.keep",
      "cases.enact",
      "record.erase",
      ...ALL_READ,
    ],
  },
  {
    key: "auditor",
    phone: "19900000008",
    tenant: "qinghe",
    title: "审计管理员",
    unit: "government",
    duties: ["accounts.audit"],
  },
  { key: "clerk-2", phone: "19900000010", tenant: "qinghe", title: "派单员", unit: "hotline", duties: ["appeals.dispatch"] },
  {
    key: "security",
    phone: "19900000014",
    tenant: "qinghe",
    title: "安全管理员",
    unit: "government",
    duties: ["accounts.security"],
    later: true,
  },
  {
    key: "county",
    phone: "19900000009",
    tenant: "yunxi",
    title: "受理派单员",
    unit: "hotline",
    duties: ["appeals.dispatch", "appeals.release"],
  },
  {
    key: "supervisor",
    phone: "19900000015",
    tenant: "qinghe",
    title: "监督委员会主任",
    unit: "supervision-990101101201",
    duties: [
      "meetings.keep",
      "meetings.count",
      "disclosure.review",
      "projects.accept",
      "supervision.watch",
      "appeals.retaliation",
    ],
    office: true,
  },
  {
    key: "party",
    phone: "19900000016",
    tenant: "qinghe",
    title: "党支部书记",
    unit: "party-990101101201",
    duties: ["resolutions.keep", "meetings.keep", "meetings.count", "party.keep", "supervision.answer"],
    office: true,
  },
  { key: "transport", phone: "19900000013", tenant: "yunxi", title: "主办科员", unit: "transport", duties: ["appeals.handle"] },
];

export const DEMO_RESIDENTS = [
  { key: "resident", phone: "19900000011", tenant: "qinghe", place: "990101101201" },
  { key: "resident-2", phone: "19900000012", tenant: "qinghe", place: "990101101001" },
] as const;

export async function seedPeople(context: ActionContext, units: SeededUnits, choose: Seeded): Promise<void> {
  for (const signIn of DEMO_SIGN_INS.filter((one) => one.tenant === context.tenant.slug && one.office !== true))
    await seedOfficial(context, units, signIn, signIn.later === true ? seeded(LATER_SEED) : choose);
  await seedOffices(context, units, choose);
  if (context.tenant.slug !== "qinghe") return;
  const residents = await Promise.all(
    DEMO_RESIDENTS.map(async ({ phone, place }) => ({ phone, place, accountId: await addAccount(context, `+86${phone}`) })),
  );
  await seedHouseholds(context, residents, choose);
}

async function seedOfficial(context: ActionContext, units: SeededUnits, signIn: DemoSignIn, choose: Seeded): Promise<void> {
  const unit = units.get(signIn.unit);
  if (unit === undefined) throw new Error(`the demo has no unit ${signIn.unit}`);
  const phone = `+86${signIn.phone}`;
  const accountId = await addAccount(context, phone);
  const personId = await seedPerson(context, unit.path, choose, { accountId, phone, public: true });
  const validFrom = new Date("2024-01-01T00:00:00+08:00");
  await givePost(context.tx, {
    id: context.newId(),
    organizationId: unit.id,
    personId,
    title: signIn.title,
    duties: signIn.duties,
    areas: [unit.path],
    leads: signIn.leads === true,
    validFrom,
  });
}

const OFFICE: Readonly<Record<string, { readonly title: string; readonly duties: readonly string[] }>> = {
  department: { title: "负责人", duties: ["appeals.handle"] },
  "village-committee": {
    title: "村委会主任",
    duties: [
      "appeals.handle",
      "appeals.desk",
      "disclosure.keep",
      "projects.keep",
      "rulemaking.draft",
      "mandates.carry",
      "supervision.answer",
    ],
  },
  "residents-committee": {
    title: "居委会主任",
    duties: [
      "appeals.handle",
      "appeals.desk",
      "disclosure.keep",
      "projects.keep",
      "rulemaking.draft",
      "mandates.carry",
      "supervision.answer",
    ],
  },
  "party-organization": {
    title: "党支部书记",
    duties: ["resolutions.keep", "meetings.keep", "meetings.count", "party.keep", "supervision.answer"],
  },
  "supervision-committee": {
    title: "监督委员会主任",
    duties: ["disclosure.review", "projects.accept", "supervision.watch", "appeals.retaliation"],
  },
};

/** Every organization has somebody in charge; those with a demo sign-in have theirs already. */
async function seedOffices(context: ActionContext, units: SeededUnits, choose: Seeded): Promise<void> {
  const signIns = DEMO_SIGN_INS.filter((one) => one.tenant === context.tenant.slug);
  const taken = new Set(signIns.filter((one) => one.office !== true).map((one) => one.unit));
  const validFrom = new Date("2024-01-01T00:00:00+08:00");
  for (const [key, unit] of units) {
    const office = OFFICE[unit.kind];
    if (office === undefined || taken.has(key)) continue;
    const known = signIns.find((one) => one.unit === key);
    const phone = known === undefined ? undefined : `+86${known.phone}`;
    const account = phone === undefined ? {} : { phone, accountId: await addAccount(context, phone) };
    const personId = await seedPerson(context, unit.path, choose, { ...account, public: true });
    await givePost(context.tx, {
      id: context.newId(),
      organizationId: unit.id,
      personId,
      title: known?.title ?? office.title,
      duties: known?.duties ?? office.duties,
      areas: [unit.path],
      leads: true,
      validFrom,
    });
  }
}

type Known = { readonly accountId?: string; readonly phone?: string; readonly public?: boolean };

async function seedPerson(context: ActionContext, path: string, choose: Seeded, known: Known): Promise<string> {
  const id = context.newId();
  const female = choose.number(2) === 0;
  const name = choose.pick(SURNAMES) + choose.pick(female ? GIVEN_FEMALE : GIVEN_MALE);
  const bornOn = `${1966 + choose.number(35)}-${String(1 + choose.number(12)).padStart(2, "0")}-${String(1 + choose.number(28)).padStart(2, "0")}`;
  await addPerson(context.tx, context.house.keys, {
    id,
    accountId: known.accountId ?? null,
    householdId: null,
    path,
    proofLevel: known.accountId === undefined ? 0 : 1,
    publicName: known.public === true ? name : "",
    name,
    sex: female ? "female" : "male",
    bornOn,
    phone: known.phone ?? null,
    identityNumber: null,
    address: "",
  });
  return id;
}
