import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Deciders } from "../domain/judge-review.ts";
import type { AppealRow } from "./appeal-row.ts";

export type ReviewRow = {
  readonly id: string;
  readonly case_id: string;
  readonly about: "answer" | "channel" | "opening";
  readonly deciders: readonly string[];
  readonly deciding_organizations: readonly string[];
  readonly state: "asked" | "decided";
  readonly asked_at: Date;
  readonly due_at: Date | null;
  readonly rule_version: number;
  readonly outcome: "upheld" | "overturned" | "sent-back" | null;
  readonly by: string;
  readonly decided_at: Date | null;
};

export type NewReview = {
  readonly id: string;
  readonly caseId: string;
  readonly about: ReviewRow["about"];
  readonly deciders: Deciders;
  readonly dueAt: Date | null;
  readonly ruleVersion: number;
};

/** @returns false where one is asked already. */
export async function insertReview(tx: Tx, appeal: AppealRow, made: NewReview): Promise<boolean> {
  const { numAffectedRows } =
    await sql`insert into appeals.review (tenant_id, id, appeal_id, case_id, division_path, owner_person, holder_key, barred, about, deciders,
      deciding_organizations, state, asked_at, due_at, rule_version)
    values (${tx.tenantId}, ${made.id}, ${appeal.id}, ${made.caseId}, ${appeal.division_path}, ${appeal.owner_person}, ${appeal.holder_key},
      ${[...appeal.barred]}::uuid[], ${made.about}, ${[...made.deciders.persons]}::uuid[], ${[...made.deciders.organizations]}::uuid[], 'asked', ${tx.now},
      ${made.dueAt}, ${made.ruleVersion}) on conflict (tenant_id, appeal_id) where state = 'asked' do nothing`.execute(tx.db);
  return numAffectedRows === 1n;
}

/** The newest first; an official signs by unit, title and public name. */
export async function findReviews(tx: Tx, appealId: string): Promise<readonly ReviewRow[]> {
  const { rows } = await sql<ReviewRow>`
    select r.id, r.case_id, r.about, r.deciders, r.deciding_organizations, r.state, r.asked_at, r.due_at, r.rule_version, r.outcome, r.decided_at,
      concat_ws(' · ', o.name, p.title, nullif(n.public_name, '')) as by
    from appeals.review r
    left join organizations.v_post p on p.tenant_id = r.tenant_id and p.id = r.reviewer_post
    left join organizations.v_organization o on o.tenant_id = p.tenant_id and o.id = p.organization_id
    left join register.v_person n on n.tenant_id = r.tenant_id and n.id = r.reviewer_person
    where r.tenant_id = ${tx.tenantId} and r.appeal_id = ${appealId} order by r.id desc limit 50`.execute(tx.db);
  return rows;
}

export async function decideReviewRow(
  tx: Tx,
  id: string,
  by: { readonly person: string; readonly post: string },
  outcome: "upheld" | "overturned" | "sent-back",
): Promise<void> {
  await sql`update appeals.review set state = 'decided', reviewer_person = ${by.person}, reviewer_post = ${by.post}, outcome = ${outcome}, decided_at = ${tx.now}
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** Who made the decision an appeal stands at: whoever wrote the last answer or referral, and the unit that leads it. */
export async function findDeciders(tx: Tx, appeal: AppealRow, about: ReviewRow["about"]): Promise<Deciders> {
  const { rows } =
    about === "opening"
      ? await sql<{ person: string | null; unit: string | null }>`
          select s.person, p.organization_id as unit from appeals.opening o
          cross join lateral (values (o.asked_by_person, o.asked_by_post), (o.decided_by_person, o.decided_by_post), (o.delayed_by_person, o.delayed_by_post)) s(person, post)
          left join organizations.v_post p on p.tenant_id = o.tenant_id and p.id = s.post
          where o.tenant_id = ${tx.tenantId} and o.appeal_id = ${appeal.id} and o.state = 'open' and o.told_at is not null and s.person is not null`.execute(
          tx.db,
        )
      : await sql<{ person: string | null; unit: string | null }>`
          select by_person as person, by_organization as unit from appeals.entry_personal
          where tenant_id = ${tx.tenantId} and appeal_id = ${appeal.id} and kind = ${about} order by id desc limit 1`.execute(
          tx.db,
        );
  const given = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null))];
  const lead = about === "opening" ? [] : [appeal.lead_organization];
  return { persons: given(rows.map(({ person }) => person)), organizations: given([...rows.map(({ unit }) => unit), ...lead]) };
}
