import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildGallery, type BuiltGallery } from "./gallery/build-gallery.ts";
import { serveGallery, type Gallery } from "./gallery/serve-gallery.ts";
import { refuse } from "../../platform/refusal.ts";

const RAISE = "/t/heping/sample/raise";
const VILLAGE = "018f0000-0000-7000-8000-000000000001";
let built: BuiltGallery;
let gallery: Gallery;

beforeAll(async () => {
  built = buildGallery();
  gallery = await serveGallery({ buildDirectory: built.directory });
});

afterAll(async () => {
  await gallery.app.close();
  built.remove();
});

function form(fields: Readonly<Record<string, string>>) {
  return {
    payload: new URLSearchParams(fields).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded", host: "gz.example", origin: "http://gz.example" },
  };
}

async function post(url: string, fields: Readonly<Record<string, string>>) {
  return await gallery.app.inject({ method: "POST", url, ...form(fields) });
}

const FILLED = {
  _form: "sample/raise-matter",
  _key: "a-key-of-sixteen-letters",
  villageId: VILLAGE,
  title: "村口路灯不亮",
  text: "村口第三盏路灯坏了一个星期。",
  kind: "light",
  costCents: "1,200.5",
  households: "１２",
};

describe("a page without script", () => {
  test("sends the form, not one script tag, and a policy that forbids them", async () => {
    const page = await gallery.app.inject({ url: RAISE });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('<html lang="zh-CN"');
    expect(page.body).toContain("<title>反映一件事 · 和平镇人民政府</title>");
    expect(page.body).not.toMatch(/<script|modulepreload/);
    expect(page.headers["content-security-policy"]).toContain("script-src 'none'");
    expect(page.headers["etag"]).toBeUndefined();
    for (const name of ["villageId", "title", "text", "kind", "happenedOn", "costCents", "photoIds"])
      expect(page.body).toContain(`name="${name}"`);
  });

  test("posts to its action, which calls the signature and goes on", async () => {
    gallery.asked.length = 0;
    const answer = await post(RAISE, FILLED);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, "/t/heping/sample/018f0000-0000-7000-8000-00000000abcd"]);
    const input = {
      villageId: VILLAGE,
      title: "村口路灯不亮",
      text: "村口第三盏路灯坏了一个星期。",
      kind: "light",
      costCents: 120_050,
      households: 12,
      anonymous: false,
    };
    expect(gallery.asked).toEqual([{ name: "sample/raise-matter", input, key: "a-key-of-sixteen-letters" }]);
  });

  test("keeps what was typed when a field is wrong, and says so on top and beside", async () => {
    gallery.asked.length = 0;
    const page = await post(RAISE, { ...FILLED, title: "x", text: "" });
    expect(page.statusCode).toBe(422);
    expect(page.body).toContain("有 2 处需要修改");
    expect(page.body).toContain('href="#raise-matter-title"');
    expect(page.body).toContain('value="x"');
    expect(page.body).toContain("至少写 2 个字。");
    expect(gallery.asked).toEqual([]);
  });

  test("shows everything once more before it is sent", async () => {
    gallery.asked.length = 0;
    const page = await post(RAISE, { ...FILLED, _step: "review" });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain("请核对后提交");
    expect(page.body).toContain("¥1,200.50");
    expect(page.body).toContain("和平村");
    expect(gallery.asked).toEqual([]);
  });

  test("uploads files once and keeps their ids through a refusal", async () => {
    gallery.asked.length = 0;
    const data = new FormData();
    for (const [name, value] of Object.entries({ ...FILLED, title: "" })) data.append(name, value);
    data.append("photoIds", new File([new Uint8Array(2000)], "灯.jpg", { type: "image/jpeg" }));
    const request = new Request("http://gz.example", { method: "POST", body: data });
    const payload = Buffer.from(await request.arrayBuffer());
    const headers = { "content-type": String(request.headers.get("content-type")), host: "gz.example" };
    const page = await gallery.app.inject({ method: "POST", url: RAISE, payload, headers });
    expect(page.statusCode).toBe(422);
    expect(page.body).toContain('value="018f0000-0000-7000-8000-00000000abcd~灯.jpg"');
    expect(gallery.asked).toEqual([
      { name: "upload", input: { name: "灯.jpg", size: 2000, purpose: "sample/raise-matter" }, key: undefined },
    ]);
  });
});

test("a page that asks for scripts sends them by nonce, and only its own texts", async () => {
  const page = await gallery.app.inject({ url: "/t/heping/sample/hydrated" });
  const nonce = /script-src 'nonce-([^']+)'/.exec(String(page.headers["content-security-policy"]))?.[1];
  const scripts = page.body.match(/<script[^>]*>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.every((tag) => tag.includes(`nonce="${nonce}"`))).toBe(true);
  expect(page.body).toContain('data-texts="platform ui-kit sample"');
});

describe("the home page", () => {
  test("shows what each capability puts there, and leaves out what is refused or has nothing to say", async () => {
    const signedIn = { name: "钱会计", duties: ["sample.steer"], unread: 0, tenants: ["heping"] };
    const refusing = await serveGallery({
      buildDirectory: built.directory,
      answer: () => refuse("forbidden", "no-right"),
      signedIn,
    });
    const page = await refusing.app.inject({ url: "/t/heping" });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain("钱会计，您好。");
    expect(page.body).toContain('class="digest-lines"');
    expect(page.body).not.toContain("answered");
    expect(page.body).not.toContain("nothing was read");
    await refusing.app.close();
    gallery.asked.length = 0;
    const answered = await gallery.app.inject({ url: "/t/heping" });
    expect(answered.body).toContain("answered 018f0000");
    expect(gallery.asked).toHaveLength(1);
  });
});

describe("when there is no page", () => {
  test("an unknown address is a 404 in plain words", async () => {
    const page = await gallery.app.inject({ url: "/t/heping/nothing/here" });
    expect(page.statusCode).toBe(404);
    expect(page.body).toContain("没有找到这个页面");
  });

  test("a bug is a 500 without its message or stack, and is reported", async () => {
    gallery.bugs.length = 0;
    const page = await gallery.app.inject({ url: "/t/heping/sample/broken" });
    expect(page.statusCode).toBe(500);
    expect(page.body).toContain("系统出错了");
    expect(page.body).not.toMatch(/planted|\.tsx|at .*:\d+:\d+/);
    expect(gallery.bugs).toHaveLength(1);
  });

  test("a refusal has its kind's status, its sentence, its rule and the next step", async () => {
    const rule = { rule: "《村民委员会组织法》", article: "第三十一条" };
    const refusing = await serveGallery({
      buildDirectory: built.directory,
      answer: () => refuse("gone", "closed-today", { rule }),
    });
    const page = await refusing.app.inject({ url: "/t/heping/sample/refused" });
    await refusing.app.close();
    expect(page.statusCode).toBe(410);
    for (const words of ["今天已停止受理。", "《村民委员会组织法》 第三十一条", "明天八点以后再来"])
      expect(page.body).toContain(words);
    expect(refusing.bugs).toEqual([]);
  });
});

describe("the shell", () => {
  test("a switch sets its cookie and comes back, and never to another site", async () => {
    const answer = await post("/display", { large: "1", to: RAISE });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, RAISE]);
    expect(String(answer.headers["set-cookie"])).toMatch(/^gz_large=1; Path=\/; Max-Age=\d+; SameSite=Lax; HttpOnly$/);
    const page = await gallery.app.inject({ url: RAISE, headers: { cookie: "gz_large=1; gz_locale=en; gz_scheme=dark" } });
    expect(page.body).toContain('<html lang="en" data-scheme="dark" data-print="large"');
    const astray = await post("/display", { large: "1", to: "//evil.example" });
    expect(astray.headers.location).toBe("/");
  });

  test("another site's post is refused", async () => {
    const answer = await gallery.app.inject({
      method: "POST",
      url: RAISE,
      ...form(FILLED),
      headers: { ...form({}).headers, origin: "https://evil.example" },
    });
    expect(answer.statusCode).toBe(403);
  });

  test("a form that is too large is refused before it is read", async () => {
    const answer = await gallery.app.inject({ method: "POST", url: RAISE, ...form({ ...FILLED, text: "很".repeat(1_000_000) }) });
    expect(answer.statusCode).toBe(413);
  });

  test("assets are packed and kept for ever; pages are packed and never kept", async () => {
    const page = await gallery.app.inject({ url: RAISE, headers: { "accept-encoding": "br" } });
    expect(page.headers["content-encoding"]).toBe("br");
    const plain = await gallery.app.inject({ url: RAISE });
    const css = /href="(\/assets\/[^"]+\.css)"/.exec(plain.body)?.[1] ?? "";
    const asset = await gallery.app.inject({ url: css, headers: { "accept-encoding": "gzip, br" } });
    expect([asset.statusCode, asset.headers["content-encoding"], asset.headers["cache-control"]]).toEqual([
      200,
      "br",
      "public, max-age=31536000, immutable",
    ]);
  });

  test("the sheet speaks the CSS of 2020: a browser that does not know a query or selector drops all it stands in", async () => {
    const page = await gallery.app.inject({ url: RAISE });
    const css = (await gallery.app.inject({ url: /href="(\/assets\/[^"]+\.css)"/.exec(page.body)?.[1] ?? "" })).body;
    expect(css).toContain("@media (min-width:48rem)");
    expect(css.match(/@media[^{]*[<>]=?[^{]*\{/g)).toBeNull();
    expect(css.match(/[^{};]*,[^{};]*:(?:has|where|is)\([^{]*\{|[^{};]*:(?:has|where|is)\([^{}]*\),[^{]*\{/g)).toBeNull();
  });

  test("whatever may be somebody's own leaves no copy on the device", async () => {
    const cacheOf = async (cookie: string) =>
      (await gallery.app.inject({ url: RAISE, headers: { cookie } })).headers["cache-control"];
    expect([await cacheOf("gz_scheme=dark"), await cacheOf("gz_receipt=x"), await cacheOf("gz_session=x")]).toEqual([
      "private, no-cache",
      "no-store",
      "no-store",
    ]);
  });

  test("a body that is no form is refused, not a bug", async () => {
    gallery.bugs.length = 0;
    const headers = { "content-type": "multipart/form-data; boundary=x", host: "gz.example" };
    const answer = await gallery.app.inject({ method: "POST", url: RAISE, payload: "not a form", headers });
    expect([answer.statusCode, gallery.bugs.length]).toEqual([422, 0]);
    expect(answer.body).toContain("请求的格式有误。");
  });

  test("a page can be asked for without its body, and not be deleted", async () => {
    expect((await gallery.app.inject({ method: "HEAD", url: RAISE })).statusCode).toBe(200);
    expect((await gallery.app.inject({ method: "DELETE", url: RAISE })).statusCode).toBe(405);
  });

  test("/qr.svg draws addresses of ours only", async () => {
    expect((await gallery.app.inject({ url: "/qr.svg?path=/t/heping/sample" })).body).toContain("<svg");
    expect((await gallery.app.inject({ url: "/qr.svg?path=//evil.example" })).statusCode).toBe(404);
  });
});
