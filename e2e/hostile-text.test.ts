import fc from "fast-check";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { signInAs } from "./harness/demo.ts";
import { useDemoTown } from "./harness/town.ts";

/** TRUST case 13: what people write is text on every page that shows it, and what they wrote comes back as they wrote it. */

const MUTANTS = process.env["GONGZHI_NIGHTLY"] === "1" ? 5_000 : 500;
const SEED = 20_261_126;
/** Of a text's 2,000 characters. */
const TEXT_CHARS = 1_900;

const WAYS_OUT = ["", '">', "'>", "</textarea>", "</title></style>", "</script>", "-->", "]]>", "\\u0022>", "`}"];
const VECTORS = [
  "<script>alert(1)</script>",
  "<script src=//evil.example/x.js></script>",
  "<img src=x onerror=alert(1)>",
  "<svg onload=alert(1)>",
  "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
  "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
  "<iframe src=javascript:alert(1)></iframe>",
  "<a href=javascript:alert(1)>x</a>",
  "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
  "<math><mtext><style><img src=x onerror=alert(1)>",
  "<details open ontoggle=alert(1)>",
  "<video><source onerror=alert(1)>",
  "<audio src=x onerror=alert(1)>",
  "<input autofocus onfocus=alert(1)>",
  "<marquee onstart=alert(1)>",
  "<object data=javascript:alert(1)>",
  "<embed src=javascript:alert(1)>",
  "<form action=javascript:alert(1)><button>x",
  "<base href=//evil.example/>",
  "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
  "<link rel=stylesheet href=//evil.example/x.css>",
  "<style>@import '//evil.example/x.css';</style>",
  "<template><script>alert(1)</script></template>",
  "<div style=background:url(javascript:alert(1))>",
  "<body onload=alert(1)>",
];
const SPELLINGS = [
  (one: string) => one,
  (one: string) => one.replaceAll(/[a-z]/g, (letter, at) => (at % 2 ? letter.toUpperCase() : letter)),
];

const payloads = WAYS_OUT.flatMap((out) => VECTORS.flatMap((vector) => SPELLINGS.map((spell) => out + spell(vector))));

/** Payloads with a few of their characters doubled, dropped, spaced, made full-width or written as entities. */
function mutants(): readonly string[] {
  const ways: readonly ((one: string) => string)[] = [
    (one) => one + one,
    () => "",
    (one) => `${one} `,
    (one) => `${one}/`,
    (one) => `&#${one.codePointAt(0)};`,
    (one) => encodeURIComponent(one),
    (one) => String.fromCodePoint((one.codePointAt(0) ?? 0x20) + 0xfee0),
    (one) => `<${one}`,
  ];
  const mutant = fc
    .tuple(fc.constantFrom(...payloads), fc.array(fc.tuple(fc.nat(60), fc.constantFrom(...ways)), { minLength: 1, maxLength: 4 }))
    .map(([payload, changes]) => {
      const letters = [...payload];
      for (const [at, way] of changes) letters[at % letters.length] = way(letters[at % letters.length] ?? "");
      return letters.join("");
    });
  return fc.sample(mutant, { numRuns: MUTANTS, seed: SEED });
}

/** As many to a text as it holds: each a line of its own. */
function texts(): readonly string[] {
  const packed: string[] = [];
  let text = "";
  for (const one of [...payloads, ...mutants()].map((line) => line.trim())) {
    if (text !== "" && text.length + one.length + 1 > TEXT_CHARS) {
      packed.push(text);
      text = "";
    }
    text = text === "" ? one : `${text}\n${one}`;
  }
  return [...packed, text];
}

const town = useDemoTown();

async function call<T>(name: string, input: object, token: string | undefined, key: string): Promise<T> {
  const response = await fetch(`${town.server.url}/api/v1/t/qinghe/${name}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "idempotency-key": key,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(input),
  });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`${name}: ${response.status} ${JSON.stringify(body)}`);
  return body as T;
}
const tokenOf = async (phone: string) =>
  (await call<{ token: string }>("accounts/demo-sign-in", { phone }, undefined, `sign-in-${phone}-0000`)).token;

/** A page that keeps every sign of a script that ran or wanted to. */
async function watchedPage(signs: string[], javaScript: boolean): Promise<Page> {
  const page = await town.browser.newPage({ baseUrl: town.server.url, javaScript });
  page.on("dialog", (dialog) => {
    signs.push(`dialog ${dialog.message()} at ${page.url()}`);
    void dialog.dismiss();
  });
  page.on("console", (said) => {
    if (/Content Security Policy|Trusted/i.test(said.text())) signs.push(`${page.url()} ${said.text()}`);
  });
  page.on("request", (request) => {
    if (request.url().includes("evil.example")) signs.push(`asked ${request.url()}`);
  });
  return page;
}

/** Runs inside the page: what no page of ours is made of. */
function foreignNodes(): readonly string[] {
  const never =
    "iframe, object, embed, base, math, marquee, video, audio, meta[http-equiv], animate, main script, main style, main link";
  const nodes = [...document.querySelectorAll(never)].map((node) => node.outerHTML.slice(0, 80));
  for (const node of document.querySelectorAll("*"))
    for (const { name, value } of node.attributes)
      if (name.startsWith("on") || /^\s*javascript:/i.test(value)) nodes.push(`${node.tagName} ${name}=${value}`);
  return nodes;
}

test("payloads in every text field are shown as written and make nothing", async () => {
  const [resident, clerk] = [await tokenOf("19900000011"), await tokenOf("19900000001")];
  const raised: { readonly id: string; readonly number: string; readonly text: string }[] = [];
  for (const [index, text] of texts().entries()) {
    const key = `hostile-${String(index).padStart(12, "0")}`;
    const place = payloads[index % payloads.length]?.slice(0, 100);
    const told = await call<{ id: string; number: string }>(
      "appeals/raise-appeal",
      { text, mode: "named", place },
      resident,
      key,
    );
    raised.push({ ...told, text });
  }
  expect(raised.length).toBeGreaterThan(10);
  for (const { id, text } of raised.slice(0, 5))
    await call(
      "appeals/release-appeal",
      { id, title: text.split("\n")[0]?.slice(0, 100), text, answer: text },
      clerk,
      `release-${id}`,
    );

  const signs: string[] = [];
  const look = async (page: Page, path: string, shows: string) => {
    await page.goto(path);
    const words = await page.evaluate(() => document.querySelector("main")?.textContent ?? "");
    for (const line of shows.split("\n").filter((one) => one !== "")) expect(words, path).toContain(line);
    for (const node of await page.evaluate(foreignNodes)) signs.push(`${path} ${node}`);
  };
  const atDesk = await watchedPage(signs, true);
  await signInAs(atDesk, "clerk");
  const athome = await watchedPage(signs, true);
  await signInAs(athome, "resident");
  for (const [index, { number, text }] of raised.entries())
    await look(index % 2 === 0 ? atDesk : athome, `/t/qinghe/appeals/${number}`, text);
  const visitor = await watchedPage(signs, true);
  for (const { number, text } of raised.slice(0, 5)) await look(visitor, `/t/qinghe/appeals/${number}`, text);
  for (const page of [atDesk, visitor]) await look(page, "/t/qinghe/appeals", "");
  for (const payload of payloads.filter((_, index) => index % 25 === 0))
    await look(visitor, `/t/qinghe/appeals?q=${encodeURIComponent(payload.slice(0, 60))}`, "");
  expect(signs).toEqual([]);

  const feed = await (await fetch(`${town.server.url}/t/qinghe/appeals/feed.atom`)).text();
  expect(feed).toContain("&lt;script&gt;");
  expect(feed).not.toMatch(/<script|<img|<svg/i);
});

test("a page says so when it finds a script that ran: the watch is not blind", async () => {
  const signs: string[] = [];
  const page = await watchedPage(signs, true);
  await page.goto("/t/qinghe/appeals");
  await page.evaluate(() => document.querySelector("main")?.append(document.createElement("iframe")));
  expect(await page.evaluate(foreignNodes)).toHaveLength(1);
  // Nor could it have been made by a script of ours from somebody's words: the page takes no string for one.
  const handler = page.evaluate(() => document.querySelector("main")?.setAttribute("onclick", "alert(1)"));
  await expect(handler).rejects.toThrow("TrustedScript");
});
