import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers } from "./axe.ts";
import { type PageOptions, startBrowser, type TestBrowser } from "./browser.ts";

const CSP = "default-src 'none'; script-src 'nonce-n'; style-src 'self'; require-trusted-types-for 'script'";
const PAGES: Readonly<Record<string, string>> = {
  "/sound": `<!doctype html><html lang="zh-CN"><title>共治</title><main><h1>共治</h1><p id="js">无脚本</p></main>
    <script nonce="n">document.getElementById("js").textContent = "有脚本";</script></html>`,
  "/barred": `<!doctype html><html><title>x</title><main><img src="/x.png"><input></main></html>`,
  "/glyphs": `<!doctype html><html lang="zh-CN"><title>x</title><span id="a">一</span> <span id="b">鑫</span> <span id="c">龘</span>
    <span id="d">e</span></html>`,
};

let browser: TestBrowser;
let server: Server;
let baseUrl: string;
const seen: { readonly path: string; readonly cookie: string; readonly language: string }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? "";
    seen.push({ path, cookie: request.headers.cookie ?? "", language: request.headers["accept-language"] ?? "" });
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": CSP });
    response.end(PAGES[path] ?? "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await startBrowser();
}, 200_000);

afterAll(async () => {
  await browser.close();
  server.close();
});

async function open(path: string, options: Partial<PageOptions> = {}) {
  const page = await browser.newPage({ baseUrl, ...options });
  await page.goto(path);
  return page;
}

describe("the browser", () => {
  it("draws Chinese, rare characters too, and no boxes", async () => {
    const page = await open("/glyphs");
    const pictures = await Promise.all(["a", "b", "c"].map((id) => page.locator(`#${id}`).screenshot()));
    const [one, two, three] = pictures.map((picture) => picture.toString("base64"));
    expect(new Set([one, two, three]).size).toBe(3);
    const client = await page.context().newCDPSession(page);
    const { root } = await client.send("DOM.getDocument");
    await client.send("CSS.enable");
    for (const id of ["a", "b", "c", "d"]) {
      const { nodeId } = await client.send("DOM.querySelector", { nodeId: root.nodeId, selector: `#${id}` });
      const { fonts } = await client.send("CSS.getPlatformFontsForNode", { nodeId });
      expect(fonts.map((font) => font.familyName)).toEqual([expect.stringMatching(/^Noto Sans SC/)]);
    }
  });

  it("runs scripts unless told not to", async () => {
    expect(await (await open("/sound")).locator("#js").textContent()).toBe("有脚本");
    expect(await (await open("/sound", { javaScript: false })).locator("#js").textContent()).toBe("无脚本");
  });

  it("is as wide, dark, foreign or large as asked", async () => {
    const page = await open("/sound", { width: 320, colorScheme: "dark", locale: "en", largePrint: true });
    const media = await page.evaluate(() => [
      innerWidth,
      matchMedia("(prefers-color-scheme: dark)").matches,
      new Date(0).getHours(),
    ]);
    expect(media).toEqual([320, true, 8]);
    expect(seen.at(-1)).toMatchObject({ cookie: "gz_large=1", language: expect.stringMatching(/^en/) as string });
  });

  it("leaves the page's policy in force unless told otherwise", async () => {
    const script =
      "() => { const s = document.createElement('script'); s.text = 'window.x = 1'; document.body.append(s); return window.x; }";
    const forced = await open("/sound");
    await expect(forced.evaluate(`(${script})()`)).rejects.toThrow("TrustedScript");
    const bypassed = await open("/sound", { bypassCsp: true });
    expect(await bypassed.evaluate(`(${script})()`)).toBe(1);
  });
});

describe("findBarriers", () => {
  it("finds none on a sound page, under its policy, with and without scripts", async () => {
    expect(await findBarriers(await open("/sound"))).toEqual([]);
    const still = await open("/sound", { javaScript: false });
    expect(await findBarriers(still)).toEqual([]);
    expect(await still.locator("#js").textContent()).toBe("无脚本");
    await still.reload();
    expect(await still.locator("#js").textContent()).toBe("无脚本");
  });

  it("finds a picture without words, a field without a label and a page without a language", async () => {
    const rules = (await findBarriers(await open("/barred"))).map((finding) => finding.rule);
    expect(rules).toEqual(expect.arrayContaining(["image-alt", "label", "html-has-lang"]));
  });
});
