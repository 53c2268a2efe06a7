import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildGallery, type BuiltGallery } from "#apps/web/gallery/build-gallery.ts";
import { serveGallery, type Gallery } from "#apps/web/gallery/serve-gallery.ts";
import { findBarriers } from "./harness/axe.ts";
import { startBrowser, type PageOptions, type TestBrowser } from "./harness/browser.ts";
import { clickThrough } from "./harness/reader.ts";

const AT = "/t/heping/sample";
/** Every page kind, the forms in each of their states, and what is shown when there is no page. */
const PAGES = ["", "?state=done&q=广场", "?q=没有", "/raise", "/meeting", "/matter", "/board", "/notice", "/nothing", "/broken"];

type Look = { readonly name: string; readonly options: Omit<PageOptions, "baseUrl"> };

/** Together each width, language, print and colour once; by night each by itself. */
const LOOKS: readonly Look[] = [
  { name: "a phone", options: { width: 390 } },
  { name: "a desk in the dark", options: { width: 1280, colorScheme: "dark" } },
  { name: "a desk at 200 % zoom", options: { width: 640 } },
  {
    name: "the smallest phone in English, large print, in the dark",
    options: { width: 320, locale: "en", largePrint: true, colorScheme: "dark" },
  },
];
const MORE_LOOKS: readonly Look[] = [
  { name: "the smallest phone", options: { width: 320 } },
  { name: "a desk", options: { width: 1280 } },
  { name: "the smallest phone in large print", options: { width: 320, largePrint: true } },
  { name: "a desk in English", options: { width: 1280, locale: "en" } },
];
const looks = process.env["GONGZHI_NIGHTLY"] === "1" ? [...LOOKS, ...MORE_LOOKS] : LOOKS;

let built: BuiltGallery;
let gallery: Gallery;
let browser: TestBrowser;
let baseUrl: string;

beforeAll(async () => {
  built = buildGallery();
  gallery = await serveGallery({
    buildDirectory: built.directory,
    signedIn: { name: "王工", duties: ["sample.steer"], unread: 3, tenants: ["heping"] },
  });
  baseUrl = await gallery.app.listen({ port: 0, host: "127.0.0.1" });
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
  await gallery.app.close();
  built.remove();
});

async function open(path: string, options: Omit<PageOptions, "baseUrl"> = {}): Promise<Page> {
  const page = await browser.newPage({ baseUrl, ...options });
  await page.goto(AT + path);
  return page;
}

/** Runs inside the page. What one presses and is smaller than it should be; words in a running sentence are let off (WCAG 2.5.8). */
function smallTargets(least: number): string[] {
  const pressed = document.querySelectorAll("a[href], button, summary, label.choice, select, textarea, input:not([type=hidden])");
  return [...pressed]
    .filter((one) => one.closest(".choice") === null || one.matches(".choice"))
    .filter((one) => !one.matches(".skip") && one.checkVisibility())
    .map((one) => ({ one, box: one.getBoundingClientRect() }))
    .filter(({ box }) => box.height < least - 0.5 || box.width < 43.5)
    .map(
      ({ one, box }) =>
        `${one.tagName} ${one.textContent.trim().slice(0, 20)} ${Math.round(box.width)} × ${Math.round(box.height)}`,
    );
}

/** Runs inside the page. Texts that are too small, or whose lines stand too close. */
function crampedTexts([leastPx, leastLine]: readonly [number, number]): string[] {
  const owners = [...document.querySelectorAll("body *")].filter(
    (one) =>
      !one.matches("script, style, title, option, svg *") &&
      [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()) &&
      one.checkVisibility(),
  );
  return owners.flatMap((one) => {
    const style = getComputedStyle(one);
    const size = Number.parseFloat(style.fontSize);
    const runs = one.matches("p:not(.figure-value, .issuer), li, dd, blockquote, td");
    const lines = Number.parseFloat(style.lineHeight) / size;
    if (size >= leastPx - 0.01 && (!runs || lines >= leastLine - 0.01)) return [];
    return [`${one.tagName}.${one.className} ${size}px × ${lines}: ${one.textContent.trim().slice(0, 20)}`];
  });
}

/** Runs inside the page. Running text wider than 38 characters of its own size. */
function wideTexts(): string[] {
  return [...document.querySelectorAll("main p, main li, main dd")].flatMap((one) => {
    const size = Number.parseFloat(getComputedStyle(one).fontSize);
    const text =
      one.closest(".document-text, .state-line, .timeline, .letterhead, .list-line, .meter") === null &&
      one.children.length === 0;
    return text && one.getBoundingClientRect().width > 38.5 * size ? [one.textContent.slice(0, 30)] : [];
  });
}

describe.each(looks)("on $name", ({ options }) => {
  let page: Page;

  beforeAll(async () => {
    page = await browser.newPage({ baseUrl, ...options });
  });

  afterAll(async () => {
    await page.context().close();
  });

  test.each(PAGES)("%s has no barrier, fits, and can be pressed and read", async (path) => {
    await page.goto(AT + path);
    expect(await findBarriers(page)).toEqual([]);
    const large = options.largePrint === true;
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(options.width ?? 1280);
    expect(await page.evaluate(smallTargets, large ? 60 : 44)).toEqual([]);
    expect(await page.evaluate(crampedTexts, [large ? 18 : 14, options.locale === "en" ? 1.5 : 1.6] as const)).toEqual([]);
    expect(await page.evaluate(wideTexts)).toEqual([]);
  });
});

describe("without JavaScript", () => {
  const still = { width: 390, javaScript: false } as const;

  test("a matter is raised: errors lead to their fields, nothing typed is lost, all is looked over, then sent once", async () => {
    gallery.asked.length = 0;
    const page = await open("/raise", still);
    await page.getByLabel("一句话说明").fill("村口第三盏路灯不亮");
    await clickThrough(page.getByRole("button", { name: "下一步：核对" }));
    expect(await page.getByRole("alert").innerText()).toContain("有 3 处需要修改");
    expect(await findBarriers(page)).toEqual([]);
    await clickThrough(page.getByRole("link", { name: "具体情况" }));
    expect(new URL(page.url()).hash).toBe("#raise-matter-text");
    expect(await page.getByLabel("一句话说明").inputValue()).toBe("村口第三盏路灯不亮");
    await page.getByLabel("具体情况").fill("坏了一个星期，晚上看不见路。");
    await page.getByLabel("青山村").check();
    await page.getByLabel("照明").check();
    await page.getByLabel("照片").setInputFiles({ name: "路灯.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(2000) });
    await clickThrough(page.getByRole("button", { name: "下一步：核对" }));
    for (const words of ["青山村", "照明", "路灯.jpg", "村口第三盏路灯不亮"])
      expect(await page.locator(".review").innerText()).toContain(words);
    expect(await findBarriers(page)).toEqual([]);
    await clickThrough(page.getByRole("button", { name: "提交" }));
    expect(gallery.asked.map(({ name }) => name)).toEqual(["upload", "sample/raise-matter"]);
    expect(gallery.asked[1]).toMatchObject({
      input: { kind: "light", photoIds: ["018f0000-0000-7000-8000-00000000abcd"] },
      key: expect.stringMatching(/^[\w-]{16,64}$/) as string,
    });
  });

  test("an agenda grows by a row, and keeps what was typed", async () => {
    const page = await open("/meeting", still);
    await page.getByLabel("议题", { exact: true }).first().fill("分红方案");
    await clickThrough(page.getByRole("button", { name: "再加一项" }));
    expect(await page.locator(".row-list > li").count()).toBe(2);
    expect(await page.getByLabel("议题", { exact: true }).first().inputValue()).toBe("分红方案");
  });

  test("a second thought opens in place", async () => {
    const page = await open("/matter", still);
    const sure = page.getByRole("button", { name: "确认撤回" });
    expect(await sure.isVisible()).toBe(false);
    await clickThrough(page.getByText("撤回这件事"));
    expect(await sure.isVisible()).toBe(true);
  });

  test("large print, language and theme are switched, and stay", async () => {
    const page = await open("/raise", still);
    await clickThrough(page.getByRole("button", { name: "大字版" }));
    expect(new URL(page.url()).pathname).toBe(`${AT}/raise`);
    await clickThrough(page.getByRole("button", { name: "深色" }));
    await clickThrough(page.getByRole("button", { name: "English" }));
    await page.goto(`${AT}/board`);
    const root = page.locator("html");
    const shown = ["lang", "data-print", "data-scheme"].map((name) => root.getAttribute(name));
    expect(await Promise.all(shown)).toEqual(["en", "large", "dark"]);
  });

  test("filters are an address", async () => {
    const page = await open("", still);
    await clickThrough(page.getByText("更多条件"));
    await page.getByLabel("状态").selectOption("working");
    await clickThrough(page.getByRole("button", { name: "按条件查找" }));
    expect(new URL(page.url()).searchParams.get("state")).toBe("working");
    expect(await page.locator("tbody tr").count()).toBe(3);
  });
});

describe("with the keyboard alone", () => {
  test("the first stop leads past the header, and every stop is seen", async () => {
    const page = await open("");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("skip");
    expect(await page.locator(".skip").isVisible()).toBe(true);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
    for (let stop = 0; stop < 12; stop += 1) {
      const outline = await page.evaluate(() =>
        Number.parseFloat(getComputedStyle(document.activeElement ?? document.body).outlineWidth),
      );
      expect(outline).toBeGreaterThanOrEqual(2);
      await page.keyboard.press("Tab");
    }
  });
});

/** What a page says to the console when something is wrong, its policy included. */
function watch(page: Page): string[] {
  const said: string[] = [];
  page.on("console", (message) => message.type() === "error" && said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  return said;
}

describe("a page with script", () => {
  test("is hydrated under its own policy, without a word in the console", async () => {
    const page = await browser.newPage({ baseUrl });
    const said = watch(page);
    await page.goto(`${AT}/hydrated`, { waitUntil: "networkidle" });
    await clickThrough(page.getByRole("button", { name: "按了 0 次" }));
    await page.getByRole("button", { name: "按了 1 次" }).waitFor();
    expect(said).toEqual([]);
  });

  test("keeps a draft on the device, offers it again, and forgets it when told", async () => {
    const page = await browser.newPage({ baseUrl });
    const said = watch(page);
    await page.goto(`${AT}/drafted`, { waitUntil: "networkidle" });
    expect(await page.locator(".draft").isVisible()).toBe(false);
    await page.getByLabel("部分解决").check();
    await page.getByLabel("想说的话").fill("路面好了，排水沟还没通。");
    await page.waitForFunction(() => localStorage.length === 1);
    await page.reload({ waitUntil: "networkidle" });
    await clickThrough(page.getByRole("button", { name: "接着填写" }));
    expect([await page.getByLabel("想说的话").inputValue(), await page.getByLabel("部分解决").isChecked()]).toEqual([
      "路面好了，排水沟还没通。",
      true,
    ]);
    await page.reload({ waitUntil: "networkidle" });
    expect(await findBarriers(page)).toEqual([]);
    await clickThrough(page.getByRole("button", { name: "丢弃" }));
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    expect(said).toEqual([]);
  });
});

describe("a page of the work desk", () => {
  test("a choice among many is found by typing, and is a plain select without script", async () => {
    const page = await browser.newPage({ baseUrl });
    const said = watch(page);
    await page.goto(`${AT}/desk`, { waitUntil: "networkidle" });
    const choice = page.getByRole("combobox", { name: "哪个村" });
    await choice.fill("青");
    // What was typed has narrowed the choices.
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await page.locator("input[name=villageId]").inputValue()).toBe("018f0000-0000-7000-8000-000000000002");
    await clickThrough(choice);
    expect(await findBarriers(page)).toEqual([]);
    expect(said).toEqual([]);
    const still = await open("/desk", { javaScript: false });
    await still.getByLabel("哪个村").selectOption("青山村");
  });

  test("arrow keys go from row to row", async () => {
    const page = await browser.newPage({ baseUrl });
    await page.goto(`${AT}/desk`);
    const first = page.locator("tbody a").first();
    const focused = async () => await page.evaluate(() => document.activeElement?.textContent);
    // Until the page's script runs an arrow only scrolls.
    const goDown = async () => {
      await first.focus();
      await page.keyboard.press("ArrowDown");
      return await focused();
    };
    await expect.poll(goDown, { timeout: 20_000 }).not.toBe(await first.textContent());
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toBe("第三盏路灯不亮");
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toContain("灌溉渠");
  });

  test("what it shows stays true without being reloaded", async () => {
    const page = await browser.newPage({ baseUrl });
    await page.goto(`${AT}/desk`);
    const first = await page.locator("#loaded-at").innerText();
    await page.waitForFunction((before) => document.querySelector("#loaded-at")?.textContent !== before, first);
    expect(await page.locator("#loaded-at").innerText()).not.toBe(first);
  });
});

describe("on paper", () => {
  const pagesIn = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type\s*\/Page(?![s\w])/g)?.length;

  test("a notice is one sheet of A4: ink on white, without menus, with its code", async () => {
    const page = await open("/notice", { colorScheme: "dark" });
    expect(pagesIn(await page.pdf({ preferCSSPageSize: true }))).toBe(1);
    await page.emulateMedia({ media: "print" });
    const shown = await page.evaluate(() => ({
      ink: getComputedStyle(document.body).color,
      paper: getComputedStyle(document.documentElement).backgroundColor,
      menu: document.querySelector("footer.footer")?.checkVisibility(),
      code: document.querySelector<HTMLImageElement>(".qr")?.naturalWidth,
    }));
    expect(shown).toMatchObject({ ink: "rgb(0, 0, 0)", paper: "rgb(255, 255, 255)", menu: false });
    expect(shown.code).toBeGreaterThan(0);
  });

  test.each(["", "/matter", "/board"])("%s prints", async (path) => {
    const page = await open(path);
    expect(pagesIn(await page.pdf({ preferCSSPageSize: true }))).toBeLessThanOrEqual(3);
  });
});
