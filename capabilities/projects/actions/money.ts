import { bind } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { addContract } from "../contract/add-contract.ts";
import { changeLine } from "../contract/change-line.ts";
import { enterCost } from "../contract/enter-cost.ts";
import { MOST_LINES, MOST_PARTS } from "../contract/project-views.ts";
import { inForce } from "../domain/judge-project.ts";
import { reckonAccount } from "../domain/reckon-account.ts";
import { findContracts, findCosts, findLines } from "../store/parts.ts";
import { insertRow } from "../store/projects.ts";
import { publishPlan } from "./put-on-record.ts";
import { hasCome, inState, kept, KEPT, reckonAnew } from "./work.ts";

export const changeLineBound = bind(changeLine, {
  ...KEPT,
  run: async (context, { id, lineId = "", name = "", source = "", cents, why }, project) => {
    const refused = inState(project, "running");
    if (refused !== undefined) return refused;
    const { tx, now } = context;
    const versions = await findLines(tx, id);
    const old = inForce(versions).find((line) => line.id === lineId);
    if (lineId !== "" && old === undefined) return refuseField("/lineId", "no-such-line");
    if (old === undefined && name.trim() === "") return refuseField("/name", "name-wanted");
    if (old === undefined && source.trim() === "") return refuseField("/source", "name-wanted");
    if (old === undefined && inForce(versions).length >= MOST_LINES)
      return refuse("conflict", "too-many-parts", { facts: { most: MOST_LINES } });
    if (old?.cents === cents) return refuse("conflict", "nothing-changed");
    const bound = old === undefined ? 0 : await boundCents(context, id, old.id);
    if (cents < bound) return refuse("conflict", "below-cost", { facts: { cents: bound } });
    await insertRow(tx, "line", {
      project_id: id,
      id: old?.id ?? context.newId(),
      version: (old?.version ?? 0) + 1,
      division_path: project.division_path,
      name: old?.name ?? name.trim(),
      source: old?.source ?? source.trim(),
      cents,
      why,
      set_on: legalDay(now),
    });
    await reckonAnew(context, project);
    await publishPlan(context, project, project.plans + 1, why);
    context.emit("projects.changed", { projectId: id });
    return await kept(context, project);
  },
});

type Context = Parameters<typeof reckonAnew>[0];

/** What a line is bound to already: what was paid from it, and what its contracts come to. */
async function boundCents({ tx }: Context, projectId: string, lineId: string): Promise<number> {
  const paid = (await findCosts(tx, projectId)).filter((cost) => cost.line_id === lineId);
  const signed = (await findContracts(tx, projectId)).filter((contract) => contract.line_id === lineId);
  const sum = (all: readonly { readonly cents: number }[]) => all.reduce((total, { cents }) => total + cents, 0);
  return Math.max(sum(paid), sum(signed));
}

export const addContractBound = bind(addContract, {
  ...KEPT,
  run: async (context, { id, lineId, partner, subject, cents, signedOn }, project) => {
    const refused = inState(project, "running");
    if (refused !== undefined) return refused;
    const { tx } = context;
    const line = inForce(await findLines(tx, id)).find((one) => one.id === lineId);
    if (line === undefined) return refuseField("/lineId", "no-such-line");
    if (!hasCome(signedOn, context)) return refuseField("/signedOn", "not-yet");
    const contracts = await findContracts(tx, id);
    if (contracts.length >= MOST_PARTS) return refuse("conflict", "too-many-parts", { facts: { most: MOST_PARTS } });
    const signed = contracts.filter((one) => one.line_id === lineId).reduce((sum, one) => sum + one.cents, 0);
    if (signed + cents > line.cents) return refuseOver(signed + cents, line.cents);
    const { division_path } = project;
    const made = { project_id: id, id: context.newId(), line_id: lineId, division_path, partner, subject, cents };
    await insertRow(tx, "contract", { ...made, signed_on: signedOn });
    return await kept(context, project);
  },
});

/** More than a line has: its budget is changed first, with its reason. */
function refuseOver(cents: number, budget: number): Refusal {
  return refuse("conflict", "over-budget", { facts: { cents, budget } });
}

export const enterCostBound = bind(enterCost, {
  ...KEPT,
  run: async (context, { id, lineId, direction, what, cents, paidOn }, project) => {
    const refused = inState(project, "running", "done", "accepted");
    if (refused !== undefined) return refused;
    const { tx } = context;
    const costs = await findCosts(tx, id);
    const line = reckonAccount(await findLines(tx, id), costs).lines.find((one) => one.id === lineId);
    if (line === undefined) return refuseField("/lineId", "no-such-line");
    if (!hasCome(paidOn, context)) return refuseField("/paidOn", "not-yet");
    if (costs.length >= MOST_PARTS) return refuse("conflict", "too-many-parts", { facts: { most: MOST_PARTS } });
    if (direction === "paid" && line.costCents + cents > line.budgetCents)
      return refuseOver(line.costCents + cents, line.budgetCents);
    if (direction === "returned" && cents > line.costCents)
      return refuse("conflict", "returned-too-much", { facts: { cents: line.costCents } });
    await insertRow(tx, "cost", {
      project_id: id,
      id: context.newId(),
      line_id: lineId,
      division_path: project.division_path,
      what,
      cents: direction === "paid" ? cents : -cents,
      paid_on: paidOn,
    });
    await reckonAnew(context, project);
    return await kept(context, project);
  },
});
