import type { ActionContext } from "#platform/capability.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import { readGate } from "../domain/read-gate.ts";
import type { CaseRow } from "../store/find-case.ts";
import { findProcedure } from "../store/find-procedure.ts";
import { findStepsOpened } from "../store/find-course.ts";

/** What a gate is asked: about which case, since when its step waits, and what the procedure names after the colon. */
export type GateAsked = {
  readonly caseNumber: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly path: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly about: readonly string[];
  readonly openedAt: Date;
  /** Undefined: the step is not reached yet. */
  readonly waitsSince: Date | undefined;
};

/** One thing that must be true, whether it is, and why: its sentence, the figure, what is asked for, the article, and where it stands. */
export type GateFact = {
  readonly met: boolean;
  readonly sentence: { readonly "zh-CN": string; readonly en: string };
  readonly figure?: number | null;
  readonly threshold?: number | null;
  readonly article?: string | null;
  readonly text?: string | null;
  /** Below the tenant: `meetings/<id>`. */
  readonly path?: string;
};

/**
 * A contribution to the point `cases.gates`, under the name that procedures state in `gongzhi:gates`: any procedure may use it. It opens
 * on facts it looks up itself, never on what somebody says; at least one fact, and all of them met, or it stays shut.
 */
export type Gate = (context: ActionContext, asked: GateAsked) => Promise<readonly GateFact[]>;

export const GATES = "cases.gates";

export function knownGates({ offered }: Pick<ActionContext, "offered">): ReadonlySet<string> {
  return new Set(offered.contributed.get(GATES)?.keys());
}

export type GatedStep = {
  readonly element: string;
  readonly name: string;
  /** As the procedure states them. */
  readonly gates: readonly string[];
  readonly facts: readonly GateFact[];
};

/** Every step of a case that stands behind gates, in the procedure's order, with what each asks for now. */
export async function readGates(context: ActionContext, row: CaseRow): Promise<readonly GatedStep[]> {
  const { net } = await findProcedure(context.tx, row.procedure_key, row.procedure_version);
  const opened = new Map((await findStepsOpened(context.tx, row.id)).map((step) => [step.element, step.opened_at]));
  const steps: GatedStep[] = [];
  for (const element of net.elements) {
    if (element.kind !== "work" || element.gates === undefined) continue;
    const { id, name = id, gates } = element;
    steps.push({ element: id, name, gates, facts: await askAll(context, row, gates, opened.get(id)) });
  }
  return steps;
}

/** Undefined: every gate before the step is open. Otherwise what is missing, with the figure and the article. */
export async function refuseShut(
  context: ActionContext,
  row: CaseRow,
  step: { readonly gates: readonly string[]; readonly openedAt: Date },
): Promise<Refusal | undefined> {
  return refuseMissing(await askAll(context, row, step.gates, step.openedAt));
}

/** The same of facts that somebody else looked up. */
export function refuseMissing(facts: readonly GateFact[]): Refusal | undefined {
  const missing = facts.filter(({ met }) => !met);
  // Of several the one that names a figure and its rule is told as such; all are told in words.
  const first = missing.find(({ figure, text }) => figure !== undefined && text !== undefined) ?? missing[0];
  if (first === undefined) return undefined;
  const { figure = null, threshold = null, article = null, text = null } = first;
  return refuse("conflict", "gate-shut", {
    facts: {
      missing: missing.map(({ sentence }) => sentence["zh-CN"]).join(" "),
      missingEn: missing.map(({ sentence }) => sentence.en).join(" "),
      ...(figure === null ? {} : { figure }),
      ...(threshold === null ? {} : { threshold }),
    },
    ...(text === null ? {} : { rule: { rule: text, ...(article === null ? {} : { article }) } }),
  });
}

async function askAll(
  context: ActionContext,
  row: CaseRow,
  gates: readonly string[],
  waitsSince: Date | undefined,
): Promise<readonly GateFact[]> {
  const facts: GateFact[] = [];
  for (const stated of gates) {
    const { gate: name, about } = readGate(stated);
    const gate = context.offered.contributed.get(GATES)?.get(name) as Gate | undefined;
    if (gate === undefined) throw new Error(`nobody answers the gate ${name}, which ${row.procedure_key} was enacted with`);
    const { number: caseNumber, kind, subject_id: subjectId, division_path: path, variables, opened_at: openedAt } = row;
    const found = await gate(context, { caseNumber, kind, subjectId, path, variables, about, openedAt, waitsSince });
    if (found.length === 0) throw new Error(`the gate ${name} told no fact`);
    facts.push(...found);
  }
  return facts;
}
