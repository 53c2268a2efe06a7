import { sql, type SqlBool } from "kysely";
import { findAreas } from "#capabilities/divisions/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { readCaseNumber } from "#platform/identifiers/case-number.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { listCharges } from "../contract/list-charges.ts";
import { MOST_PLACES } from "../contract/mandate-views.ts";
import { readBurden } from "../contract/read-burden.ts";
import { readCharge } from "../contract/read-charge.ts";
import { readMandate } from "../contract/read-mandate.ts";
import { daysLate } from "../domain/judge-charge.ts";
import { isGiver, mayCarry, mayJudge, maySee } from "../policy.ts";
import {
  countBurden,
  countCharges,
  findOwners,
  findPower,
  findYears,
  matching,
  selectCharges,
  type ChargeRow,
} from "../store/charges.ts";
import { findMandate } from "../store/mandates.ts";
import { findObjection, type ObjectionRow } from "../store/objections.ts";
import { findPapers, findReports, type PaperRow, type ReportRow } from "../store/reports.ts";
import { placeOf, PUBLICATIONS } from "./put-on-record.ts";

const PAGE = 50;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const PLACE = /\.\d{12}$/;

export const listChargesBound = bind(listCharges, {
  policy: maySee,
  run: async ({ tx, tenant, actor, now }, { q, area, organization, state, cursor }) => {
    if (cursor !== undefined && !ID.test(cursor)) return refuseField("/cursor", "bad-cursor");
    const asked = { path: area ?? tenant.rootPath, q, organization, state };
    const older = cursor === undefined ? sql<SqlBool>`true` : sql<SqlBool>`c.id < ${cursor}::uuid`;
    const rows = await selectCharges(tx, sql<SqlBool>`${matching(tx, asked)} and ${older}`, PAGE + 1);
    const shown = rows.slice(0, PAGE);
    const today = legalDay(now);
    return {
      charges: shown.map((row) => chargeFacts(row, today)),
      count: await countCharges(tx, asked),
      next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
      areas: (await findAreas(tx, tenant.rootPath)).filter(({ value }) => PLACE.test(value)),
      organizations: [...(await findOwners(tx))],
      own: actor.posts.find(({ duties }) => duties.includes("mandates.carry"))?.organizationId ?? null,
      may: isGiver.can(actor, {}) ? ["give-mandate"] : [],
    };
  },
});

function chargeFacts(row: ChargeRow, today: string) {
  return {
    id: row.id,
    number: row.number,
    place: row.place,
    title: row.title,
    area: row.area,
    path: row.division_path,
    organizationId: row.organization_id,
    organization: row.organization,
    giver: row.giver,
    givenOn: row.given_on,
    dueOn: row.due_on,
    state: row.state,
    endedOn: row.ended_on,
    daysLate: daysLate(row, today),
  };
}

export const readMandateBound = bind(readMandate, {
  policy: maySee,
  run: async ({ tx, now }, { number }) => {
    const mandate = await findMandate(tx, readCaseNumber(number) ?? "");
    if (mandate === undefined) return refuse("absent", "absent");
    const charges = await selectCharges(tx, sql<SqlBool>`c.mandate_id = ${mandate.id}`, MOST_PLACES);
    const today = legalDay(now);
    return {
      number: mandate.number,
      title: mandate.title,
      giver: mandate.giver,
      basis: mandate.basis,
      basisArticle: mandate.basis_article,
      ruleId: mandate.rule_id,
      text: mandate.text,
      matter: mandate.matter,
      act: mandate.act,
      means: mandate.means,
      evidence: mandate.evidence,
      wantsPapers: mandate.wants_papers,
      givenOn: mandate.given_on,
      dueOn: mandate.due_on,
      charges: charges.map((row) => chargeFacts(row, today)).toSorted((one, other) => one.place - other.place),
      publications: (await PUBLICATIONS.find(tx, mandate.number)).map(({ kind, version, published_on: on }) => ({
        kind,
        version,
        on,
      })),
    };
  },
});

export const readChargeBound = bind(readCharge, {
  policy: maySee,
  run: async (context, input) => {
    const { tx, now } = context;
    const number = readCaseNumber(input.number) ?? "";
    const mandate = await findMandate(tx, number);
    const [charge] = await selectCharges(tx, sql<SqlBool>`c.number = ${number} and c.place = ${input.place}`, 1);
    if (mandate === undefined || charge === undefined) return refuse("absent", "absent");
    const papers = await findPapers(tx, charge.id);
    const objection = await findObjection(tx, charge.id);
    const power = await findPower(tx, charge.power_id);
    return {
      charge: chargeFacts(charge, legalDay(now)),
      text: mandate.text,
      means: mandate.means,
      evidence: mandate.evidence,
      wantsPapers: mandate.wants_papers,
      judgeDue: charge.judge_due,
      liftedWhy: charge.lifted_why,
      power: power ?? { matter: mandate.matter, act: mandate.act, means: mandate.means, rule: "" },
      objection: objectionView(objection),
      reports: (await findReports(tx, charge.id)).map((report) => reportView(report, papers)),
      publications: (await PUBLICATIONS.find(tx, number)).flatMap(({ kind, version, published_on: on }) =>
        kind === "mandate" || placeOf(version) !== charge.place ? [] : [{ kind, version, on }],
      ),
      may: actsOn(context, charge, objection),
    };
  },
});

function reportView(row: ReportRow, papers: readonly PaperRow[]) {
  const own = papers.filter(({ version }) => version === row.version);
  return {
    version: row.version,
    report: row.report,
    on: row.reported_on,
    verdict: row.verdict,
    opinion: row.opinion,
    judgedOn: row.judged_on,
    papers: own.map(({ file_id: id, name, photo }) => ({ id, name, photo })),
  };
}

function objectionView(row: ObjectionRow | undefined) {
  if (row === undefined) return null;
  const { ground, why, objected_on: on, decide_by: decideBy, verdict, opinion, decided_on: decidedOn } = row;
  return { ground, why, on, decideBy, verdict, opinion, decidedOn };
}

function actsOn({ actor, now }: ActionContext, charge: ChargeRow, objection: ObjectionRow | undefined): string[] {
  const judges = mayJudge.can(actor, charge);
  return [
    ...(charge.state === "open" && mayCarry.can(actor, charge)
      ? ["report-charge", ...(objection === undefined && legalDay(now) <= charge.due_on ? ["object-to-charge"] : [])]
      : []),
    ...(charge.state === "objected" && judges ? ["decide-objection"] : []),
    ...(charge.state === "reported" && judges ? ["judge-charge"] : []),
    ...((charge.state === "open" || charge.state === "reported") && judges ? ["lift-charge"] : []),
  ];
}

export const readBurdenBound = bind(readBurden, {
  policy: maySee,
  run: async ({ tx, now }, input) => {
    const year = input.year ?? Number(legalDay(now).slice(0, 4));
    return { year, years: [...(await findYears(tx))], places: [...(await countBurden(tx, year))] };
  },
});
