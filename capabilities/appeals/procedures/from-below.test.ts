import { checkSoundness, isRefusal, netOf, parseProcedure } from "@gongzhi/procedure";
import { expect, test } from "vitest";
import { cases, findSpan, taskBindings } from "#capabilities/cases/index.ts";
import { divisions } from "#capabilities/divisions/index.ts";
import { organizations } from "#capabilities/organizations/index.ts";
import { record } from "#capabilities/record/index.ts";
import { register } from "#capabilities/register/index.ts";
import { rolls } from "#capabilities/rolls/index.ts";
import { rules as lawAsData } from "#capabilities/rules/index.ts";
import { buildRegistry } from "#platform/registry/registry.ts";
import { readAppealDefaults } from "../defaults/defaults.ts";
import { appeals } from "../index.ts";

const REGISTRY = buildRegistry([record, divisions, organizations, register, rolls, lawAsData, cases, appeals]);
const { rules, procedures } = readAppealDefaults();
const parameters = rules.find(({ key }) => key === "appeals.deadlines")?.parameters as Readonly<Record<string, unknown>>;

test.each(procedures.map(({ key, bpmn }) => [key, bpmn] as const))(
  "%s is sound, its steps are somebody's to do, and the rule gives each of its times",
  async (_, bpmn) => {
    const parsed = await parseProcedure(bpmn);
    const net = isRefusal(parsed) ? parsed : netOf(parsed);
    if (isRefusal(net)) throw new Error(net.message);
    expect(checkSoundness(net, { bindings: taskBindings(REGISTRY) })).toMatchObject({
      verdict: "sound",
      violations: [],
    });
    for (const element of net.elements) {
      if (element.kind === "work" && element.deadline !== undefined)
        expect(findSpan(parameters, element.deadline, { tier: "week" })).toBeDefined();
    }
  },
);
