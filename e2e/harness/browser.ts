import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { findChromium } from "./chromium.ts";

/** What a reader's device is like; left out, a desk with a screen of 1280 × 800 that reads Chinese. */
export type PageOptions = {
  /** Where the server is: `page.goto("/t/…")` is then enough. */
  readonly baseUrl: string;
  readonly width?: number;
  readonly height?: number;
  readonly javaScript?: boolean;
  /** As another browser calls itself. */
  readonly userAgent?: string;
  readonly colorScheme?: "light" | "dark";
  readonly locale?: "zh-CN" | "en";
  /** The reader chose large print: the cookie of the switch on every page. */
  readonly largePrint?: boolean;
  /** Lets a test put scripts of its own into a page with a strict policy. Off: the policy is part of what is tested. */
  readonly bypassCsp?: boolean;
};

export type TestBrowser = {
  /** A page in a context of its own: nobody is signed in and nothing is stored. */
  newPage(options: PageOptions): Promise<Page>;
  close(): Promise<void>;
};

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-features=SpareRendererForSitePerProcess",
  // /dev/shm is 64 MB in containers, and a page of ours with a map needs more.
  "--disable-dev-shm-usage",
  // The same picture on every machine.
  "--font-render-hinting=none",
];
const withoutScripts = new WeakSet<BrowserContext>();

/** False for a page of a reader without JavaScript. */
export function runsScripts(page: Page): boolean {
  return !withoutScripts.has(page.context());
}

/** A step of a journey that takes longer than this has failed for whoever waits before the screen. */
const STEP_TIMEOUT_MS = 20_000;
const LAUNCH_TIMEOUT_MS = 60_000;

export async function startBrowser(): Promise<TestBrowser> {
  const { executable, env } = await findChromium();
  const scratch = mkdtempSync(join(tmpdir(), "gongzhi-browser-"));
  const browser = await chromium.launch({
    executablePath: executable,
    args: FLAGS,
    env: { ...process.env, ...env, TMPDIR: scratch, HOME: scratch },
    timeout: LAUNCH_TIMEOUT_MS,
  });
  return {
    async newPage(options) {
      const context = await browser.newContext({
        baseURL: options.baseUrl,
        viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
        ...(options.userAgent === undefined ? {} : { userAgent: options.userAgent }),
        javaScriptEnabled: options.javaScript ?? true,
        colorScheme: options.colorScheme ?? "light",
        locale: options.locale ?? "zh-CN",
        bypassCSP: options.bypassCsp ?? false,
        timezoneId: "Asia/Shanghai",
      });
      context.setDefaultTimeout(STEP_TIMEOUT_MS);
      if (options.javaScript === false) withoutScripts.add(context);
      if (options.largePrint === true) await chooseLargePrint(context, options.baseUrl);
      return await context.newPage();
    },
    async close() {
      await browser.close();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

async function chooseLargePrint(context: BrowserContext, baseUrl: string): Promise<void> {
  await context.addCookies([{ name: "gz_large", value: "1", url: baseUrl }]);
}
