import type { Asking } from "#capabilities/meetings/index.ts";
import { legalDay } from "#platform/legal-day.ts";
import { inquiryRule, lastDay } from "../domain/course.ts";
import { COMMITTEES, findBody } from "../store/bodies.ts";
import { findAskedFor } from "../store/matters.ts";
import { asked, findCourse, insertRaised, publishInquiry } from "./raise.ts";

/** Who a public paper says asked, where it was nobody's office. */
const SIGNERS = "联名的村（居）民或者村民代表";

/** Representatives or villagers ask the committee in writing: signed and counted as an initiative (`meetings.askings`). */
export const INQUIRY: Asking = {
  name: "书面质询村（居）民委员会",
  nameEn: "A written inquiry to the committee",
  offer: async (context, path) => {
    const found = await findCourse(context, path);
    if (found === undefined || (await findBody(context.tx, COMMITTEES, path)) === undefined) return undefined;
    const { ruleId, course } = found;
    return { document: inquiryRule(course, legalDay(context.now)), ruleId, ruleVersion: course.version };
  },
  reached: async (context, { id, path, title, wording }) => {
    const found = await findCourse(context, path);
    const body = await findBody(context.tx, COMMITTEES, path);
    if (found === undefined || body === undefined) throw new Error(`nobody answers an inquiry in ${path}`);
    const due = lastDay(legalDay(context.now), found.course.inquiryDays);
    const thing = { title: "", page: "", path };
    const raised = { ...asked("inquiry", title, wording, due), raised_by: null, thing, body, initiativeId: id };
    await publishInquiry(context, await insertRaised(context, found, raised), SIGNERS);
    return due;
  },
  page: async ({ tx }, initiativeId) => {
    const number = await findAskedFor(tx, initiativeId);
    return number === undefined ? undefined : `supervision/${number}`;
  },
};
