import { completeTask } from "#capabilities/cases/index.ts";
import { bind } from "#platform/capability.ts";
import { notify } from "#platform/notices/notify.ts";
import { isRefusal, refuse } from "#platform/refusal.ts";
import { findPostHolders } from "#capabilities/organizations/index.ts";
import { assignRequest } from "../contract/assign-request.ts";
import { mayDispatch } from "../policy.ts";
import { findPowerOf } from "./choose-unit.ts";
import { loadRequest } from "./rule-on-dispute.ts";

export const assignRequestBound = bind(assignRequest, {
  policy: mayDispatch,
  duty: "appeals.dispatch",
  subject: loadRequest,
  run: async (context, input, request) => {
    if (request.relation !== "appeals.whistle") return refuse("conflict", "step-not-open");
    const power = await findPowerOf(context, request, input);
    if (isRefusal(power)) return power;
    const moved = await completeTask(context, request.case_id, assignRequest.name, { lead: input.organizationId });
    if (isRefusal(moved)) return moved;
    const people = await findPostHolders(context.tx, { organizationId: input.organizationId, duty: "appeals.handle" });
    const notice = {
      topic: "appeals.called-from-below",
      params: { tenant: request.tenant },
      path: `appeals/requests/${request.id}`,
    };
    await notify(
      context,
      people.map((personId) => ({ personId, ...notice })),
    );
    return { dueAt: moved.changes.tasks[0]?.due?.at.toISOString() ?? null };
  },
});
