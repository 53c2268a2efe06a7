import { bind } from "#platform/capability.ts";
import { refuse } from "#platform/refusal.ts";
import { reportToLead } from "../contract/report-to-lead.ts";
import { mayReport } from "../policy.ts";
import { writeEntry } from "../store/change-appeal.ts";
import { reportWhistle } from "../store/whistles.ts";
import { loadAppeal } from "./in-hand.ts";
import { tellUnit } from "./tell.ts";

export const reportToLeadBound = bind(reportToLead, {
  policy: mayReport,
  duty: "appeals.handle",
  subject: loadAppeal,
  run: async (context, input, appeal) => {
    const organizationId = context.actor.posts.find((post) =>
      appeal.co_organizations.includes(post.organizationId),
    )?.organizationId;
    const reported =
      organizationId === undefined ? "not-called" : await reportWhistle(context.tx, appeal.id, organizationId, input.outcome);
    if (reported === "not-called") return refuse("conflict", "not-called");
    if (reported === "already") return refuse("conflict", "already-reported");
    await writeEntry(context, appeal, { kind: "report", told: false, text: input.text });
    if (appeal.lead_organization !== null) await tellUnit(context, appeal, appeal.lead_organization, "co-handler-reported");
    return { reportedAt: context.now.toISOString() };
  },
});
