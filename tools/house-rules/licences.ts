import type { HouseRule, Violation } from "./house-rule.ts";
import type { SourceFile } from "./reading/source-file.ts";

export const licences: HouseRule = {
  name: "licences",
  says: "The house is under the AGPL, each package under the MIT licence, and both say so in LICENSE and package.json.",
  reads: (path) => /^(?:packages\/[^/]+\/)?package\.json$/.test(path),
  find: (files, all) => {
    const texts = new Map(all.map((file) => [file.path, file.text]));
    return files.flatMap((file) => judgePackage(file, texts));
  },
};

function judgePackage(file: SourceFile, texts: ReadonlyMap<string, string>): readonly Violation[] {
  const isRoot = file.path === "package.json";
  const wanted = isRoot ? "AGPL-3.0-or-later" : "MIT";
  const title = isRoot ? /GNU AFFERO GENERAL PUBLIC LICENSE\s+Version 3/ : /^MIT License\b[\s\S]*Permission is hereby granted/;
  const { license } = JSON.parse(file.text) as { readonly license?: string };
  const path = file.path.replace(/package\.json$/, "LICENSE");
  const violations: Violation[] = [];
  if (license !== wanted) violations.push({ path: file.path, message: `its license is ${license ?? "missing"}, not ${wanted}` });
  if (!title.test(texts.get(path) ?? "")) violations.push({ path, message: `the text of ${wanted} is missing` });
  return violations;
}
