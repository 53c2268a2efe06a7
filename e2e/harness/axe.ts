import axe from "axe-core";
import type { Page } from "playwright-core";
import { runsScripts } from "./browser.ts";

/** WCAG 2.2 A and AA, as axe tags its rules. */
const WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] as const;

export type AxeFinding = {
  readonly rule: string;
  readonly impact: string;
  readonly help: string;
  /** Each place in the page: its selector and what axe says of it. */
  readonly places: readonly string[];
};

/**
 * Runs axe on the page as it stands and gives what breaks WCAG 2.2 AA. The script comes in through the debugger, so the page's
 * policy need not be bypassed. A run in which no rule found anything to judge throws: it has proved nothing.
 */
export async function findBarriers(page: Page): Promise<readonly AxeFinding[]> {
  // Without JavaScript the debugger may still run code, but timers never fire: what axe puts off is done at once.
  if (!runsScripts(page))
    await page.evaluate("window.setTimeout = (later, _ms, ...rest) => void Promise.resolve().then(() => later(...rest))");
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(runAxe, [...WCAG_22_AA]);
  if (passes === 0) throw new Error(`axe found nothing to judge on ${page.url()}`);
  return violations;
}

/** Runs inside the page: it may use nothing of this module. */
async function runAxe(tags: string[]): Promise<{ readonly violations: AxeFinding[]; readonly passes: number }> {
  const { axe: inPage } = globalThis as unknown as { readonly axe: typeof axe };
  const result = await inPage.run(document, {
    runOnly: { type: "tag", values: tags },
    // Of what passed one place a rule is enough, and finding the others is most of the work.
    resultTypes: ["violations"],
    preload: false,
  });
  const violations = result.violations.map((violation) => ({
    rule: violation.id,
    impact: violation.impact ?? "",
    help: violation.help,
    places: violation.nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
  }));
  return { violations, passes: result.passes.length };
}
