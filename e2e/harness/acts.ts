import type { Locator, Page } from "playwright-core";
import { legalDay } from "#platform/legal-day.ts";
import { runsScripts, type TestBrowser } from "./browser.ts";

/** Signs in as whoever has this number by the button a first user presses. */
export async function signInByPhone(browser: TestBrowser, baseUrl: string, phone: string, reader: object = {}): Promise<Page> {
  const page = await browser.newPage({ baseUrl, javaScript: false, ...reader });
  await page.goto("/t/qinghe");
  await page.locator(`form:has(input[value="${phone}"]) button`).first().click();
  return page;
}

type Fill = (form: Locator) => Promise<void>;

/** Opens what is folded behind a name, and sends its form. */
export async function act(page: Page, signature: string, words: string, fill: Fill = async () => {}): Promise<void> {
  await page.locator("summary", { hasText: words }).first().click();
  const form = page.locator(`form:has(input[value^="${signature}"])`).first();
  await fill(form);
  await send(page, form);
}

/**
 * Presses a form's button and waits for its answer: a page left before that takes an act back. Without scripts the answer is another page,
 * which is read only once it is whole.
 */
export async function send(page: Page, form: Locator): Promise<void> {
  const button = form.locator('button[value="send"]');
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await Promise.all([answered, ...(runsScripts(page) ? [] : [page.waitForEvent("load")]), button.click()]);
}

/** Few choices lie open, many are in a list. */
export async function choose(form: Locator, name: string, value: string): Promise<void> {
  const list = form.locator(`select[name="${name}"]`);
  if ((await list.count()) > 0) await list.selectOption(value);
  else await form.locator(`input[name="${name}"][value="${value}"]`).check();
}

const DAY_MS = 86_400_000;

/** The legal day so many days from now, as a date field takes it. */
export function dayIn(days: number): string {
  return legalDay(new Date(Date.now() + days * DAY_MS));
}
