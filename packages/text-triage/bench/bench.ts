import { readFileSync } from "node:fs";
import { findIssues, type IssueText } from "../src/index.ts";
import { benchClassifier } from "./bench-classifier.ts";
import { benchDuplicates } from "./bench-duplicates.ts";
import { readLabelled } from "./labelled.ts";
import { measureMask, readSample } from "./mask-sample.ts";
import { readCsv, realPath } from "./real-data.ts";
import { measureTime, rounded } from "./timing.ts";

const HOT_RECALL_GOAL = 0.8;
const FIRST = 10;

/** Everything docs/benchmarks/text-triage.md tells, in one run of several minutes. Real data that is absent is said to be. */
export async function bench(emit: (line: Record<string, unknown>) => void): Promise<void> {
  await Promise.resolve();
  benchMask(emit);
  const appeals = realPath("appeals/unlabelled-with-likes-4326.csv");
  if (appeals === undefined) emit({ name: "duplicates and issues", skipped: "the appeals are absent" });
  else {
    const rows = readCsv(appeals);
    benchDuplicates(
      rows.map((row) => ({ id: row["留言编号"]!, text: row["留言主题"]! + row["留言详情"]! })),
      emit,
    );
    benchIssues(rows.map(readMessage), emit);
  }
  const labelled = readLabelled();
  if (labelled === undefined) emit({ name: "classify", skipped: "the labelled appeals are absent" });
  else benchClassifier(labelled, emit);
}

function readMessage(row: Readonly<Record<string, string>>): IssueText {
  return {
    id: row["留言编号"]!,
    title: row["留言主题"]!,
    detail: row["留言详情"]!,
    time: Date.parse(
      `${row["留言时间"]!.replaceAll("/", "-")
        .replace(/^(\d+)-(\d)-/u, "$1-0$2-")
        .replace(/-(\d)(?= |$)/u, "-0$1")
        .slice(0, 10)}T00:00:00Z`,
    ),
    reporter: row["留言用户"]!,
    likes: Number(row["点赞数"]),
    dislikes: Number(row["反对数"]),
  };
}

function benchMask(emit: (line: Record<string, unknown>) => void): void {
  for (const part of ["a", "b", "c", "d", "e"] as const) {
    const sample = readSample(part);
    for (const [kind, { marked, found, masked, right }] of measureMask(sample)) {
      emit({
        name: `mask: part ${part} of the sample, ${kind}`,
        sentences: sample.length,
        marked,
        recall: rounded(found / marked),
        precision: rounded(right / masked),
      });
    }
  }
}

function benchIssues(texts: readonly IssueText[], emit: (line: Record<string, unknown>) => void): void {
  const { result: issues, taken } = measureTime(() => findIssues(texts));
  emit({
    name: `issues: grouping ${texts.length} messages, seconds`,
    ours: rounded(taken.processorSeconds, 2),
    clock: rounded(taken.clockSeconds, 2),
    issues: issues.length,
  });
  const reference = realPath("reference/text/hot-issues.json");
  if (reference === undefined) return;
  const hot = JSON.parse(readFileSync(reference, "utf8")) as Readonly<Record<string, string | readonly string[]>>;
  for (const [name, ids] of Object.entries(hot)) {
    if (name === "rule") continue;
    const shares = issues.slice(0, FIRST).map((issue) => issue.ids.filter((id) => ids.includes(id)).length / ids.length);
    const best = shares.indexOf(Math.max(...shares));
    emit({
      name: `issues: share of ${name} in one of the first ten`,
      ours: rounded(shares[best]!),
      goal: HOT_RECALL_GOAL,
      place: best + 1,
      messages: issues[best]!.ids.length,
    });
  }
}
