import type { Locator, Page } from "playwright-core";
import type { PageOptions, TestBrowser } from "./browser.ts";
import { signInAs, type DemoPerson } from "./demo.ts";

/** What somebody reads with. */
export type Reader = Omit<PageOptions, "baseUrl">;
export const PHONE: Reader = { width: 390, javaScript: false };
export const DESK: Reader = { width: 1280 };

/** A page of somebody of the demo town, at an address. */
export async function visitAs(
  browser: TestBrowser,
  baseUrl: string,
  who: DemoPerson | "visitor",
  path: string,
  reader: Reader,
): Promise<Page> {
  const page = await browser.newPage({ baseUrl, ...reader });
  if (who !== "visitor") await signInAs(page, who);
  await page.goto(path);
  return page;
}

/** Clicks, and waits until the page it leads to is there whole: a click by itself ends as soon as its first bytes are. */
export async function clickThrough(target: Locator): Promise<void> {
  await target.click();
  await target.page().waitForLoadState("domcontentloaded");
}

/** Presses a button by its whole name. */
export async function press(page: Page, name: string): Promise<void> {
  await clickThrough(page.getByRole("button", { name, exact: true }));
}

/** Opens what is folded behind the name of an act. */
export async function unfold(page: Page, act: string): Promise<void> {
  await page.locator("summary", { hasText: act }).click();
}

export const wordsOf = async (page: Page): Promise<string> => await page.locator("main").innerText();
