import { sql } from "kysely";
import { bind } from "#platform/capability.ts";
import { readCaseNumber } from "#platform/identifiers/case-number.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse } from "#platform/refusal.ts";
import { readMatter } from "../contract/read-matter.ts";
import { PUBLISHED } from "../contract/matter-views.ts";
import { mayReadComplaint, maySee } from "../policy.ts";
import { findRuleTitle } from "../store/bodies.ts";
import { selectMatters } from "../store/matters.ts";
import { actsOn, matterFacts } from "./known.ts";
import { PUBLICATIONS } from "./put-on-record.ts";

export const readMatterBound = bind(readMatter, {
  policy: maySee,
  run: async (context, { number }) => {
    const { tx, tenant, actor, now } = context;
    const [row] = await selectMatters(tx, sql`m.number = ${readCaseNumber(number) ?? ""}`, 1);
    if (row === undefined) return refuse("absent", "absent");
    const reads = row.kind === "complaint" && mayReadComplaint.can(actor, row);
    if (reads && row.person_id !== null) context.looked(row.person_id, "supervision.complaint");
    return {
      matter: matterFacts(row, tenant.name, legalDay(now)),
      words: reads ? (row.complaint ?? "") : row.words,
      raisedBy: row.raiser,
      about: row.about === "" ? null : { title: row.about_title, page: row.about },
      answerDue: row.answer_due,
      answeredOn: row.answered_on,
      answer: row.answer,
      upwardOn: row.upward_on,
      upwardDue: row.upward_due,
      why: row.why,
      upheld: row.upheld,
      ruledOn: row.ruled_on,
      ruling: row.ruling,
      orderDue: row.order_due,
      rightedOn: row.righted_on,
      report: row.report,
      rule: { id: row.rule_id, title: await findRuleTitle(tx, row.rule_id, row.rule_version), version: row.rule_version },
      publications: (await PUBLICATIONS.find(tx, row.number)).flatMap(({ kind, version, published_on: on }) => {
        const published = PUBLISHED.find((one) => one === kind);
        return published === undefined ? [] : [{ kind: published, version, on }];
      }),
      may: [...actsOn(context, row)],
    };
  },
});
