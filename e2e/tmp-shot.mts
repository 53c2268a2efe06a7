import { startBrowser } from "./harness/browser.ts";
import { signInAs } from "./harness/demo.ts";
const baseUrl = "http://127.0.0.1:3550";
const browser = await startBrowser();
const shots: [string, string | undefined, string, number, "light" | "dark", "zh-CN" | "en"][] = JSON.parse(process.argv[2] ?? "[]");
for (const [name, who, path, width, colorScheme, locale] of shots) {
  const page = await browser.newPage({ baseUrl, width, colorScheme, locale });
  if (who) await signInAs(page, who as never);
  if (path.startsWith("~")) {
    const [list, words] = path.slice(1).split("|");
    await page.goto(list ?? "");
    const href = await page.locator("main a", { hasText: words ?? "" }).first().getAttribute("href");
    await page.goto((href ?? "") + (path.split("|")[2] ?? ""));
  } else await page.goto(path);
  await page.screenshot({ path: `/tmp/shot-${name}.png`, fullPage: true });
  console.log(name, page.url());
  await page.context().close();
}
await browser.close();
