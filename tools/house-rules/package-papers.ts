import type { HouseRule, Violation } from "./house-rule.ts";
import type { SourceFile } from "./reading/source-file.ts";

/** "What for, and a five-line example": beyond that it belongs into the docs. */
const EXAMPLE_LINES_MAX = 8;

export const packagePapers: HouseRule = {
  name: "package-papers",
  says: "Each package has a door, a README with a short example that a test runs, and a CHANGELOG (DESIGN §3).",
  reads: (path) => /^packages\/[^/]+\/package\.json$/.test(path),
  find: (files, all) => {
    const texts = new Map(all.map((file) => [file.path, file.text]));
    return files.flatMap((file) => judgePackage(file, texts));
  },
};

function judgePackage(file: SourceFile, texts: ReadonlyMap<string, string>): readonly Violation[] {
  const folder = file.path.replace(/\/package\.json$/, "");
  const missing = ["src/index.ts", "src/readme.test.ts", "README.md", "CHANGELOG.md", "LICENSE"].filter(
    (name) => !texts.has(`${folder}/${name}`),
  );
  if (missing.length > 0) return [{ path: folder, message: `has no ${missing.join(", no ")}` }];
  const example = /```(?:ts|js|typescript)\n([\s\S]*?)```/.exec(texts.get(`${folder}/README.md`) ?? "")?.[1];
  if (example === undefined) return [{ path: `${folder}/README.md`, message: "shows no example in TypeScript" }];
  const { name } = JSON.parse(file.text) as { readonly name?: string };
  const violations: Violation[] = [];
  const lines = example.trim().split("\n").length;
  if (lines > EXAMPLE_LINES_MAX)
    violations.push({ path: `${folder}/README.md`, message: `its example has ${lines} lines, at most ${EXAMPLE_LINES_MAX}` });
  if (!example.includes(`"${name ?? ""}"`))
    violations.push({ path: `${folder}/README.md`, message: "its example does not import the package by its name" });
  if (!runsExample(texts.get(`${folder}/src/readme.test.ts`) ?? "", example)) {
    violations.push({
      path: `${folder}/src/readme.test.ts`,
      message: "neither reads README.md nor holds the lines of its example",
    });
  }
  return violations;
}

/** The test takes the example out of README.md and runs it, or it holds each of its lines (imports may name files). */
function runsExample(test: string, example: string): boolean {
  if (test.includes("README.md")) return true;
  const held = withoutSpace(test);
  return example
    .split("\n")
    .map((line) => withoutSpace(line.replace(/\/\/.*$/, "").replace(/^\s*console\.log\((.*)\);?\s*$/, "$1")))
    .filter((line) => line !== "" && !line.startsWith("import"))
    .every((line) => held.includes(line));
}

function withoutSpace(text: string): string {
  return text.replaceAll(/\s+/g, "");
}
