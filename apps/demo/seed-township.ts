import { countOverdue } from "#capabilities/appeals/index.ts";
import { addGrids, answerFor, pathOfCode, putDivisions } from "#capabilities/divisions/index.ts";
import { addContactPoint, addOrganization, fileCharter } from "#capabilities/organizations/index.ts";
import { grantPower } from "#capabilities/rules/index.ts";
import { systemActor } from "#platform/actor.ts";
import type { ActionContext, Tenant } from "#platform/capability.ts";
import type { Database } from "#platform/db/database.ts";
import { scopeOf } from "#platform/registry/invoke.ts";
import { systemContext, type DrainParts } from "#platform/outbox/drain.ts";
import { leaveTraces, noTraces } from "#platform/registry/leave-traces.ts";
import { addTenant } from "#platform/tenants/add-tenant.ts";
import type { UploadDoor } from "#platform/files/accept-upload.ts";
import { photoTaker } from "./draw-photos.ts";
import { seeded } from "./seeded.ts";
import { seedAppeals } from "./seed-appeals.ts";
import { seedCharter } from "./seed-charter.ts";
import { seedCouncil } from "./seed-council.ts";
import { seedDisclosure } from "./seed-disclosure.ts";
import { seedDraft } from "./seed-draft.ts";
import { seedMandates } from "./seed-mandates.ts";
import { seedMap } from "./seed-map.ts";
import { seedMeetings } from "./seed-meetings.ts";
import { seedProjects } from "./seed-projects.ts";
import { seedResolutions } from "./seed-resolutions.ts";
import { seedRulemaking } from "./seed-rulemaking.ts";
import { seedRolls } from "./seed-rolls.ts";
import { seedSupervision } from "./seed-supervision.ts";
import { seedUpward } from "./seed-upward.ts";
import { seedPeople } from "./seed-people.ts";
import { seedYearly } from "./seed-yearly.ts";
import { ABOVE, COUNCILS, COUNTY, COUNTY_UNITS, PLACES, SOURCE, TOWNSHIP, UNITS, VALID_FROM } from "./township.ts";

export type SeedParts = Pick<DrainParts, "newId" | "random" | "house"> & {
  readonly database: Database;
  /** Where pictures are kept; left out, there are none. */
  readonly uploads?: UploadDoor;
};

const SEED = 20_261_123;

/** Makes the demo county and township, once; a deployment that has a tenant is left alone. @returns whether it was made now. */
export async function seedTownship(parts: SeedParts, progress: (line: string) => void): Promise<boolean> {
  const county: Tenant = {
    id: parts.newId(),
    slug: COUNTY.slug,
    name: COUNTY.name,
    nameEn: COUNTY.nameEn,
    rootPath: pathOfCode(COUNTY.code),
  };
  const town: Tenant = {
    id: parts.newId(),
    slug: TOWNSHIP.slug,
    name: TOWNSHIP.name,
    nameEn: TOWNSHIP.nameEn,
    rootPath: pathOfCode(TOWNSHIP.code),
  };
  for (const tenant of [county, town]) {
    await parts.database.transact(scopeOf(systemActor(tenant.id, tenant.rootPath), "demo/seed"), async (tx) => {
      const context = systemContext(parts, tx, tenant);
      await addTenant(tx, tenant);
      if (tenant === county) await seedDivisions(context);
      await answerFor(tx, tenant === county ? COUNTY.code : TOWNSHIP.code, VALID_FROM);
      await parts.house.furnish(context, VALID_FROM);
      if (tenant === town) await seedGrids(context);
      if (tenant === town) await seedMap(context);
      const units = await (tenant === town ? seedUnits(context) : seedCountyUnits(context));
      const choose = seeded(SEED);
      const take = photoTaker(parts.uploads);
      await seedPeople(context, units, choose);
      if (tenant === town) {
        await seedRolls(context);
        await seedCouncil(context);
        await seedCharter(context);
        await seedMeetings(context);
        await seedResolutions(context, take);
        await seedRulemaking(context);
        await seedMandates(context);
        await seedProjects(context, take);
        await seedAppeals(context, units, choose);
        await countOverdue(context.tx, context.tenant.rootPath);
        await seedDisclosure(context);
        await seedDraft(context);
        await seedSupervision(context);
        await seedYearly(context);
        const traces = noTraces();
        await seedUpward(systemContext(parts, tx, tenant, traces), units);
        leaveTraces(tx, undefined, traces);
      }
    });
    progress(`the demo ${tenant === town ? "town" : "county"} ${tenant.name}`);
  }
  return true;
}

async function seedDivisions(context: ActionContext): Promise<void> {
  const all = [...ABOVE, COUNTY, TOWNSHIP, ...PLACES];
  await putDivisions(
    context.tx,
    all.map(({ code, name }) => ({ code, name, validFrom: VALID_FROM, source: SOURCE })),
  );
}

async function seedGrids(context: ActionContext): Promise<void> {
  const grids = PLACES.flatMap((place) =>
    place.grids.map((name, index) => ({
      id: context.newId(),
      divisionCode: place.code,
      name,
      label: `g${index + 1}`,
      validFrom: VALID_FROM,
    })),
  );
  await addGrids(context.tx, grids);
}

/** The organizations of a tenant by key, with the path each covers. */
export type SeededUnits = ReadonlyMap<
  string,
  { readonly id: string; readonly path: string; readonly kind: string; readonly name: string }
>;

async function seedUnits(context: ActionContext): Promise<SeededUnits> {
  const root = context.tenant.rootPath;
  const made = new Map<string, { id: string; path: string; kind: string; name: string }>();
  for (const unit of UNITS) {
    const id = context.newId();
    made.set(unit.key, { id, path: root, kind: unit.kind, name: unit.name });
    const parentId = made.get("government")?.id ?? null;
    await addOrganization(context.tx, {
      id,
      kind: unit.kind,
      name: unit.name,
      nameEn: unit.nameEn,
      parentId: parentId === id ? null : parentId,
      path: root,
      dutyText: unit.duty,
      validFrom: VALID_FROM,
    });
    await addContactPoint(context.tx, {
      id: context.newId(),
      organizationId: id,
      kind: "phone",
      value: unit.phone,
      hours: "工作日 8:30–17:30",
    });
    for (const matter of unit.matters) await power(context, id, matter, "township", root);
  }
  for (const place of PLACES) await seedPlace(context, made, place);
  for (const council of COUNCILS) await seedFounded(context, council);
  return made;
}

async function seedPlace(
  context: ActionContext,
  made: Map<string, { id: string; path: string; kind: string; name: string }>,
  place: (typeof PLACES)[number],
): Promise<void> {
  const path = pathOfCode(place.code);
  const village = place.kind === "village";
  const committee = village ? `${place.name}村民委员会` : `${place.name}居民委员会`;
  const bodies = [
    {
      key: `committee-${place.code}`,
      kind: village ? "village-committee" : "residents-committee",
      name: committee,
      nameEn: `Committee of ${place.code}`,
    },
    {
      key: `party-${place.code}`,
      kind: "party-organization",
      name: `中共${place.name}支部委员会`,
      nameEn: `Party branch of ${place.code}`,
    },
    {
      key: `supervision-${place.code}`,
      kind: "supervision-committee",
      name: `${place.name}${village ? "村务" : "居务"}监督委员会`,
      nameEn: `Supervision committee of ${place.code}`,
    },
  ];
  for (const body of bodies) {
    const id = context.newId();
    made.set(body.key, { id, path, kind: body.kind, name: body.name });
    await addOrganization(context.tx, { ...body, id, parentId: null, path, dutyText: "", validFrom: VALID_FROM });
  }
  const committeeId = made.get(`committee-${place.code}`)?.id ?? "";
  for (const matter of ["neighbours", "village-affairs", "garbage", "street-light"])
    await power(context, committeeId, matter, "village", path);
}

/** Bodies the residents founded, with their charter and term. */
async function seedFounded(context: ActionContext, council: (typeof COUNCILS)[number]): Promise<void> {
  const id = context.newId();
  const { name, nameEn, place, kind, duty, charter } = council;
  const made = { kind, name, nameEn, parentId: null, path: pathOfCode(place), dutyText: duty, validFrom: charter.termFrom };
  await addOrganization(context.tx, { id, ...made });
  await fileCharter(context.tx, { organizationId: id, ...charter, filedOn: charter.termFrom });
}

async function seedCountyUnits(context: ActionContext): Promise<SeededUnits> {
  const root = context.tenant.rootPath;
  const made = new Map<string, { id: string; path: string; kind: string; name: string }>();
  for (const { key, kind, name, nameEn, matters } of COUNTY_UNITS) {
    const id = context.newId();
    made.set(key, { id, path: root, kind, name });
    await addOrganization(context.tx, {
      id,
      kind,
      name,
      nameEn,
      parentId: null,
      path: root,
      dutyText: "",
      validFrom: VALID_FROM,
    });
    for (const matter of matters) await power(context, id, matter, "county", root);
  }
  return made;
}

const MEANS = {
  village: "村级公益事业经费，可请镇有关办公室协助",
  township: "年度预算内专项经费，执法或维护人员",
  county: "县级专项经费、执法队伍和设备",
} as const;

async function power(
  context: ActionContext,
  organizationId: string,
  matterCode: string,
  level: "county" | "township" | "village",
  path: string,
): Promise<void> {
  await grantPower(context.tx, {
    id: context.newId(),
    organizationId,
    matterCode,
    act: "handle",
    level,
    path,
    means: MEANS[level],
    ruleTitle: `${level === "county" ? COUNTY.name : TOWNSHIP.name}权责清单（演示）`,
    article: "",
    validFrom: VALID_FROM,
  });
}
