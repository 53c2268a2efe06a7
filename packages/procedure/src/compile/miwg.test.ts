import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isRefusal } from "../refusal.ts";
import { serialise } from "../model/definitions.ts";
import { parseProcedure, type Procedure } from "./parse-procedure.ts";
import { findDifferences } from "../model/xml-difference.ts";

/** The reference models of the BPMN Model Interchange Working Group (CC BY 3.0), where they are at hand. */
const FOLDER = join(
  process.env["GONGZHI_DATA"] ?? join(import.meta.dirname, "../../../../../shared/data"),
  "bpmn/miwg-reference",
);
const FILES = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith(".bpmn")) : [];

function read(file: string): string {
  const bytes = readFileSync(join(FOLDER, file));
  const encoding = /encoding=["']([\w-]+)["']/u.exec(bytes.subarray(0, 100).toString("latin1"))?.[1];
  return new TextDecoder(encoding ?? "utf-8").decode(bytes);
}

async function parse(file: string): Promise<Procedure> {
  const procedure = await parseProcedure(read(file));
  if (isRefusal(procedure)) throw new Error(procedure.message);
  return procedure;
}

describe.skipIf(FILES.length === 0)("the 21 MIWG reference models", () => {
  test("are all there", () => expect(FILES).toHaveLength(21));

  test.each(FILES.filter((file) => file !== "C.8.1.bpmn"))("%s is read and written semantically equal", async (file) => {
    const procedure = await parse(file);
    expect(procedure.warnings).toEqual([]);
    expect(findDifferences(read(file), await serialise(procedure.definitions))).toEqual([]);
  });

  test("C.8.1 loses only three dangling references and two DMN attributes, and all of it is told", async () => {
    const { warnings, definitions } = await parse("C.8.1.bpmn");
    const differences = findDifferences(read("C.8.1.bpmn"), await serialise(definitions));
    const dmn = /allowedValues@\S*constraintsType/u;
    const rest = differences.filter((difference) => !difference.includes("outMessageRef") && !dmn.test(difference));
    expect(rest).toEqual([]);
    expect(differences.filter((difference) => dmn.test(difference))).toHaveLength(2);
    expect(warnings.filter((warning) => warning.startsWith("unresolved reference"))).toHaveLength(3);
    expect(warnings).toContain("cannot be kept: 3 × outMessageRef");
    expect(warnings.find((warning) => warning.includes("constraintsType"))).toMatch(/^cannot be kept: 2 ×/u);
    expect(warnings).toHaveLength(5);
  });

  test.each(FILES)("%s compiles, or tells by element what is not executable", async (file) => {
    const procedure = await parse(file);
    expect(procedure.processes.length).toBeGreaterThan(0);
    for (const process of procedure.processes) {
      expect(process.net === undefined).toBe(process.refusals.length > 0);
      for (const refusal of process.refusals) {
        expect(refusal.element).toBeTruthy();
        expect(read(file)).toContain(refusal.element?.split("/").at(-1));
        expect(refusal.message).toContain(`«${refusal.element?.split("/").at(-1)}»`);
      }
    }
  });

  test("names what this engine does not do", async () => {
    const { processes } = await parse("B.2.0.bpmn");
    const refusals = processes.flatMap((process) => process.refusals);
    const told = (name: string) => refusals.find((refusal) => refusal.name === name)?.code;
    expect(told("Start Event 6 Signal")).toBe("element-unsupported");
    expect(told("User Task 7 Standard Loop")).toBe("element-unsupported");
    expect(told("Exclusive Gateway 7")).toBe("default-missing");
    expect(told("Intermediate Event Timer Catch")).toBe("timer-invalid");
  });
});
