import { pathOfCode } from "#capabilities/divisions/index.ts";
import { addGroup, addHousehold, addPersons, updateHousehold, type PersonToAdd } from "#capabilities/register/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { identityCheckSign } from "#platform/identifiers/identity-number.ts";
import { GIVEN_FEMALE, GIVEN_MALE, PLACES, SURNAMES, VALID_FROM, type Place } from "./township.ts";
import type { Seeded } from "./seeded.ts";

/** The demo is set in 2026: ages are counted from there. */
const YEAR = 2026;

/** A resident who signs in: the head of a household of their place. */
export type KnownHead = { readonly accountId: string; readonly phone: string; readonly place: string };

export type Household = {
  readonly id: string;
  readonly number: string;
  readonly path: string;
  readonly groupId: string;
  readonly address: string;
};

/** Everybody who lives here: small groups, households, families of three generations, all of them invented. */
export async function seedHouseholds(context: ActionContext, known: readonly KnownHead[], choose: Seeded): Promise<void> {
  for (const place of PLACES) {
    const groups = await seedGroups(context, place);
    const heads = known.filter((one) => one.place === place.code);
    for (let house = 1; house <= place.households; house += 1) {
      const grid = (house % place.grids.length) + 1;
      const household: Household = {
        id: context.newId(),
        number: `${place.code.slice(-3)}-${String(house).padStart(4, "0")}`,
        path: `${pathOfCode(place.code)}.g${grid}`,
        groupId: groups[Math.floor(((house - 1) * groups.length) / place.households)] ?? "",
        address: addressOf(place, house),
      };
      await addHousehold(context.tx, household);
      const family = familyOf(context, household, heads[house - 1], choose);
      await addPersons(context.tx, context.house.keys, family);
      await updateHousehold(context.tx, household.id, { headId: family[0]?.id });
    }
  }
}

/** A village of fifty households has three or four groups; a community counts by building. */
async function seedGroups(context: ActionContext, place: Place): Promise<readonly string[]> {
  const village = place.kind === "village";
  const names = village
    ? ["第一村民小组", "第二村民小组", "第三村民小组", "第四村民小组"].slice(0, place.households > 40 ? 4 : 3)
    : Array.from({ length: Math.round(place.households / 12) }, (_, index) => `${index + 1} 号楼`);
  const ids: string[] = [];
  for (const name of names) {
    const id = context.newId();
    const kind = village ? "villagers-group" : "building";
    await addGroup(context.tx, { id, kind, name, path: pathOfCode(place.code), validFrom: VALID_FROM });
    ids.push(id);
  }
  return ids;
}

function addressOf(place: Place, house: number): string {
  if (place.kind === "village") return `${place.name} ${house} 号`;
  const building = Math.floor(((house - 1) * Math.round(place.households / 12)) / place.households) + 1;
  return `${place.name.replace("社区", "路")} ${building} 号楼 ${1 + (house % 6)}0${1 + (house % 2)}`;
}

type Member = Pick<PersonToAdd, "relation"> & {
  readonly bornYear: number;
  readonly sex: "female" | "male";
  readonly surname: string;
};

/** One to five people: a couple or somebody alone, their children, a parent or a grandchild. */
export function familyOf(
  context: ActionContext,
  household: Household,
  head: KnownHead | undefined,
  choose: Seeded,
): readonly PersonToAdd[] {
  const surname = choose.pick(SURNAMES);
  const headBorn = YEAR - 28 - choose.number(50);
  const headSex = choose.number(4) === 0 ? ("female" as const) : ("male" as const);
  const members: Member[] = [{ relation: "head", bornYear: headBorn, sex: headSex, surname }];
  if (choose.number(5) > 0)
    members.push({
      relation: "spouse",
      bornYear: headBorn - 3 + choose.number(7),
      sex: headSex === "male" ? "female" : "male",
      surname: choose.pick(SURNAMES),
    });
  const children = members.length === 2 ? choose.number(3) : choose.number(2);
  for (let child = 0; child < children; child += 1)
    members.push({ relation: "child", bornYear: headBorn + 23 + choose.number(8), sex: eitherSex(choose), surname });
  if (headBorn > YEAR - 55 && choose.number(3) === 0)
    members.push({ relation: "parent", bornYear: headBorn - 22 - choose.number(6), sex: eitherSex(choose), surname });
  if (headBorn < YEAR - 58 && choose.number(2) === 0)
    members.push({ relation: "grandchild", bornYear: YEAR - choose.number(16), sex: eitherSex(choose), surname });
  const alive = members.filter(({ bornYear }) => bornYear <= YEAR);
  return alive.map((member, index) => personOf(context, household, member, index === 0 ? head : undefined, choose));
}

function eitherSex(choose: Seeded): "female" | "male" {
  return choose.number(2) === 0 ? "female" : "male";
}

function personOf(
  context: ActionContext,
  household: Household,
  member: Member,
  known: KnownHead | undefined,
  choose: Seeded,
): PersonToAdd {
  const born = `${member.bornYear}-${twoDigits(1 + choose.number(10))}-${twoDigits(1 + choose.number(28))}`;
  const given = choose.pick(member.sex === "female" ? GIVEN_FEMALE : GIVEN_MALE);
  const adult = YEAR - member.bornYear >= 18;
  const stands = choose.number(20);
  return {
    id: context.newId(),
    accountId: known?.accountId ?? null,
    householdId: household.id,
    householdNumber: household.number,
    groupId: household.groupId,
    path: household.path,
    proofLevel: known !== undefined || choose.number(3) === 0 ? 1 : 0,
    publicName: "",
    name: member.surname + given,
    sex: member.sex,
    bornOn: born,
    phone: known === undefined ? (adult && choose.number(6) > 0 ? demoPhone() : null) : `+86${known.phone}`,
    identityNumber: demoIdentity(born, member.sex),
    address: household.address,
    relation: member.relation ?? "",
    standing: stands === 0 ? "living-here" : stands === 1 ? "admitted" : "registered",
  };
}

let serial = 0;

/** Numbers no operator has given out; they begin again after the last, since several may share one. */
function demoPhone(): string {
  serial += 1;
  return `+8619900${String(10_000 + (serial % 890_000)).padStart(6, "0")}`;
}

/** A right check sign under a division nobody is registered in (province 99): four million of them before one returns. */
function demoIdentity(born: string, sex: "female" | "male"): string {
  serial += 1;
  const order = String((serial % 500) * 2 + (sex === "male" ? 1 : 0)).padStart(3, "0");
  const hundred = Math.floor(serial / 500);
  const county = `99${twoDigits(1 + (Math.floor(hundred / 90) % 90))}${twoDigits(1 + (hundred % 90))}`;
  const digits = `${county}${born.replaceAll("-", "")}${order}`;
  return digits + identityCheckSign(digits);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
