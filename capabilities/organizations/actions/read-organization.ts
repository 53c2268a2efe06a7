import type { ActionContext } from "#platform/capability.ts";
import { bind } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { readOrganization } from "../contract/read-organization.ts";
import { hasCharter, termOn } from "../domain/term.ts";
import { mayRead, maySteward } from "../policy.ts";
import {
  findCharters,
  findContactPoints,
  findOrganization,
  findPosts,
  findSurroundings,
  type OrganizationRow,
  type PostRow,
} from "../store/find-organization.ts";
import { findVacancies } from "../store/end-by-law.ts";
import { findHolderNames } from "../store/find-person.ts";

export const readOrganizationBound = bind(readOrganization, {
  policy: mayRead,
  subject: async ({ tx }, { id }) => await findOrganization(tx, id),
  run: async (context, _, organization) => {
    const { tx, actor, now } = context;
    const stewards = maySteward.can(actor, organization);
    const today = legalDay(now);
    const charters = await findCharters(tx, organization.id);
    return {
      id: organization.id,
      kind: organization.kind,
      name: organization.name,
      nameEn: organization.name_en,
      dutyText: organization.duty_text,
      validFrom: organization.valid_from,
      validTo: organization.valid_to,
      inForce: organization.in_force,
      ...withLists(await findSurroundings(tx, organization)),
      contactPoints: [...(await findContactPoints(tx, organization.id))],
      posts: await postViews(context, organization, stewards),
      vacancies: (await findVacancies(tx, organization.id)).map(({ since, ...one }) => ({ ...one, since: since.toISOString() })),
      charters: charters.map((charter) => ({
        version: charter.version,
        text: charter.text,
        mayDecide: charter.may_decide,
        termFrom: charter.term_from,
        termTo: charter.term_to,
        filedOn: charter.filed_at,
        term: termOn(today, { from: charter.term_from, to: charter.term_to }),
      })),
      may: stewards ? actsOn(organization) : [],
    };
  },
});

function withLists<T extends { readonly parts: readonly unknown[] }>(surroundings: T) {
  return { ...surroundings, parts: [...surroundings.parts] as T["parts"][number][] };
}

/** Everybody sees who holds a public post; whoever gives posts sees all of them, what they carry, and those that ended. */
async function postViews(context: ActionContext, organization: OrganizationRow, stewards: boolean) {
  const { tx } = context;
  const rows = await findPosts(tx, organization.id, stewards ? "all" : "in-force");
  const hidden = stewards ? rows.filter((row) => row.holder === "").map((row) => row.person_id) : [];
  const names = await findHolderNames(tx, hidden);
  // A name that is not public is personal data: whoever carries it sees who read it.
  for (const personId of names.keys()) context.looked(personId, "organizations.post");
  return rows.map((row) => postView(row, stewards, names.get(row.person_id) ?? ""));
}

function postView(row: PostRow, stewards: boolean, name: string) {
  return {
    id: row.id,
    title: row.title,
    holder: row.holder || name,
    from: row.valid_from.toISOString(),
    to: row.valid_to?.toISOString() ?? null,
    inForce: row.in_force,
    keepsBooks: row.keeps_books,
    leads: row.leads,
    duties: stewards ? [...row.duties] : [],
    areas: stewards ? [...row.areas] : [],
  };
}

function actsOn(organization: OrganizationRow): string[] {
  if (!organization.in_force) return [];
  const charter = hasCharter(organization.kind) ? ["file-charter"] : [];
  return ["add-contact-point", "give-post", ...charter, "end-organization"];
}
