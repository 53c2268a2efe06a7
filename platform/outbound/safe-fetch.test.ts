import { createServer as createHttpServer, type RequestListener, type Server as HttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, createServer, type Server } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isRefusal } from "../refusal.ts";
import { mayReach } from "./addresses.ts";
import { certificateFor } from "./crafted-certificate.ts";
import { createSafeFetch, type OutboundSettings, type SafeFetch } from "./safe-fetch.ts";

const HOST = "hook.example";

let canary: Server;
let canaryPort: number;
let connections: number;
const servers: HttpServer[] = [];

beforeEach(async () => {
  connections = 0;
  canary = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => canary.listen(0, "0.0.0.0", resolve));
  canaryPort = portOf(canary);
});
afterEach(() => {
  canary.close();
  for (const server of servers.splice(0)) server.close();
});

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function serve(listener: RequestListener, tls?: { readonly key: string; readonly certificate: string }): Promise<number> {
  const server =
    tls === undefined ? createHttpServer(listener) : createHttpsServer({ key: tls.key, cert: tls.certificate }, listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return portOf(server);
}

/** Allows the host on the canary's port and on 443; every name resolves to what is given. */
function fetchTo(addresses: readonly string[], settings: Partial<OutboundSettings> = {}): SafeFetch {
  return createSafeFetch({
    hosts: [{ host: HOST, port: canaryPort }, { host: HOST }, { host: "localhost", port: canaryPort }],
    resolve: () => Promise.resolve(addresses),
    timeoutMs: 500,
    ...settings,
  });
}

async function codeOf(fetch: SafeFetch, url: string): Promise<string> {
  const outcome = await fetch({ url, method: "POST", body: "{}" });
  return isRefusal(outcome) ? outcome.code : `answered ${outcome.status}`;
}

/** What a URL itself can try, with the resolver on the attacker's side. `P` is the canary's port. */
const URLS = [
  "http://hook.example:P/",
  "ftp://hook.example:P/",
  "file:///etc/passwd",
  "gopher://127.0.0.1:P/",
  "data:text/plain,x",
  "ws://hook.example:P/",
  "https://127.0.0.1:P/",
  "https://2130706433:P/",
  "https://0x7f000001:P/",
  "https://0x7f.0x0.0x0.0x1:P/",
  "https://017700000001:P/",
  "https://0177.0.0.1:P/",
  "https://127.1:P/",
  "https://127.0.1:P/",
  "https://0:P/",
  "https://0.0.0.0:P/",
  "https://①②⑦.⓪.⓪.①:P/",
  "https://[::1]:P/",
  "https://[::]:P/",
  "https://[::ffff:127.0.0.1]:P/",
  "https://[::ffff:7f00:1]:P/",
  "https://[0:0:0:0:0:ffff:127.0.0.1]:P/",
  "https://169.254.169.254/latest/meta-data/",
  "https://100.100.100.200/latest/meta-data/",
  "https://localhost:P/",
  "https://localhost.:P/",
  "https://user:secret@hook.example:P/",
  "https://hook.example@127.0.0.1:P/",
  "https://127.0.0.1:P#@hook.example/",
  "https://127.0.0.1:P\\@hook.example/",
  "https://hook.example.evil.test:P/",
  "https://evil-hook.example:P/",
  "https://hook.example.:P/",
  "https://sub.hook.example:P/",
  "https://hook.example:1/",
  "https://hook。example。evil:P/",
  "https://hook.example%00.evil:P/",
  "//hook.example:P/",
  "hook.example:P",
  "",
  "https://",
  "https://hook.example:P/" + "x".repeat(3000),
];

/** What a name can resolve to. */
const ADDRESSES = [
  "127.0.0.1",
  "127.8.8.8",
  "0.0.0.0",
  "10.0.0.1",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "169.254.169.254",
  "100.100.100.200",
  "100.64.0.1",
  "192.0.0.192",
  "198.18.0.1",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
  "::1",
  "::",
  "::ffff:127.0.0.1",
  "::ffff:169.254.169.254",
  "::127.0.0.1",
  "64:ff9b::7f00:1",
  "64:ff9b:1::7f00:1",
  "2002:7f00:1::",
  "2001::7f00:1",
  "fe80::1",
  "fe80::1%lo",
  "fc00::1",
  "fd00:ec2::254",
  "ff02::1",
  "2001:db8::1",
  "nonsense",
  "0177.0.0.1",
];

describe("the canary hears nothing", () => {
  test(`${URLS.length} URLs that want past the list`, async () => {
    const outcomes: Record<string, string> = {};
    for (const url of URLS) outcomes[url] = await codeOf(fetchTo(["127.0.0.1"]), url.replaceAll("P", String(canaryPort)));
    const passed = Object.entries(outcomes).filter(
      ([, code]) => !["outbound-url", "outbound-host", "outbound-address"].includes(code),
    );
    expect(passed).toEqual([]);
    expect(connections).toBe(0);
  });

  test(`${ADDRESSES.length} addresses behind an allowed name, alone and beside an honest one`, async () => {
    const url = `https://${HOST}:${canaryPort}/`;
    for (const address of ADDRESSES) {
      expect([address, await codeOf(fetchTo([address]), url)]).toEqual([address, "outbound-address"]);
      expect([address, await codeOf(fetchTo(["93.184.216.34", address]), url)]).toEqual([address, "outbound-address"]);
    }
    expect(connections).toBe(0);
  });

  test("a name that changes its mind after it was judged is not asked again", async () => {
    let asked = 0;
    const resolve = () => Promise.resolve([asked++ === 0 ? "198.51.100.7" : "127.0.0.1"]);
    const hosts = [{ host: HOST, port: canaryPort, nets: ["198.51.100.0/24"] }];
    expect(await codeOf(fetchTo([], { hosts, resolve }), `https://${HOST}:${canaryPort}/`)).toBe("outbound-unreachable");
    expect(asked).toBe(1);
    expect(connections).toBe(0);
  });

  test.each([301, 302, 303, 307, 308])("a redirect (%d) to it", async (status) => {
    const port = await serve((_, answer) => answer.writeHead(status, { location: `http://127.0.0.1:${canaryPort}/` }).end());
    const fetch = fetchTo(["127.0.0.1"], { hosts: [{ host: HOST, port }], loopbackForTests: { ports: [port] } });
    expect(await codeOf(fetch, `http://${HOST}:${port}/`)).toBe("outbound-redirect");
    expect(connections).toBe(0);
  });

  test("but it can hear: without the wall the same call arrives", async () => {
    await codeOf(fetchTo(["127.0.0.1"], { loopbackForTests: { ports: [canaryPort] } }), `http://${HOST}:${canaryPort}/`);
    expect(connections).toBe(1);
  });
});

describe("nets the operator names", () => {
  test("open private addresses of that host, never this host or a cloud's metadata", () => {
    expect(mayReach("10.20.3.4", [])).toBe(false);
    expect(mayReach("10.20.3.4", ["10.20.0.0/16"])).toBe(true);
    expect(mayReach("10.21.3.4", ["10.20.0.0/16"])).toBe(false);
    for (const address of ["127.0.0.1", "169.254.169.254", "100.100.100.200"])
      expect(mayReach(address, ["0.0.0.0/0", "100.64.0.0/10"])).toBe(false);
    expect(mayReach("93.184.216.34", [])).toBe(true);
    expect(mayReach("2606:2800:220:1::1", [])).toBe(true);
  });

  test.each([
    [{ host: "127.0.0.1" }],
    [{ host: "Hook.Example" }],
    [{ host: "a b" }],
    [{ host: HOST, nets: ["10.0.0.1"] }],
    [{ host: HOST, nets: ["x/8"] }],
  ])("a setting such as %j stops the start", (host) => {
    expect(() => createSafeFetch({ hosts: [host] })).toThrow(/is no/);
  });
});

describe("a call that is allowed", () => {
  test("goes over TLS to the judged address, under the name's own certificate", async () => {
    const tls = certificateFor(HOST);
    const seen: unknown[] = [];
    const port = await serve((request, answer) => {
      seen.push(request.headers.host, request.headers["x-a"], request.method, request.url);
      request.resume().on("end", () => answer.writeHead(202).end("taken"));
    }, tls);
    const hosts = [{ host: HOST, port }];
    const trusting = fetchTo(["127.0.0.1"], {
      hosts,
      loopbackForTests: { ports: [port], certificate: tls.certificate },
      timeoutMs: 5_000,
    });
    const request = { url: `https://${HOST}:${port}/a?b=c#d`, method: "POST", headers: { "x-a": "1" }, body: "好" } as const;
    expect(await trusting(request)).toEqual({ status: 202, body: Buffer.from("taken") });
    expect(seen).toEqual([`${HOST}:${port}`, "1", "POST", "/a?b=c"]);
    // Nobody vouches for it.
    expect(await codeOf(fetchTo(["127.0.0.1"], { hosts, loopbackForTests: { ports: [port] } }), request.url)).toBe(
      "outbound-unreachable",
    );
  });

  test("is refused under another name's certificate", async () => {
    const tls = certificateFor("other.example");
    const port = await serve((_, answer) => answer.end(), tls);
    const loopbackForTests = { ports: [port], certificate: tls.certificate };
    expect(
      await codeOf(fetchTo(["127.0.0.1"], { hosts: [{ host: HOST, port }], loopbackForTests }), `https://${HOST}:${port}/`),
    ).toBe("outbound-unreachable");
  });

  test.each([
    ["never answers", () => undefined, "outbound-unreachable"],
    ["answers without end", ((_, answer) => void answer.write("x".repeat(100_000))) satisfies RequestListener, "outbound-answer"],
    [
      "stops in the middle",
      ((_, answer) =>
        void answer.writeHead(200, { "content-length": "10" }).write("x", () => answer.destroy())) satisfies RequestListener,
      "outbound-unreachable",
    ],
    [
      "sends endless headers",
      ((_, answer) => void answer.writeHead(200, { "x-a": "y".repeat(100_000) }).end()) satisfies RequestListener,
      "outbound-unreachable",
    ],
    ["says no", ((_, answer) => void answer.writeHead(503).end()) satisfies RequestListener, "answered 503"],
  ])("to one that %s ends", async (_, listener: RequestListener, code) => {
    const port = await serve(listener);
    const fetch = fetchTo(["127.0.0.1"], { hosts: [{ host: HOST, port }], loopbackForTests: { ports: [port] } });
    expect(await codeOf(fetch, `http://${HOST}:${port}/`)).toBe(code);
    for (const server of servers) server.closeAllConnections();
  });

  test("to a name that does not resolve, or takes too long to, ends", async () => {
    const url = `https://${HOST}/`;
    expect(await codeOf(fetchTo([]), url)).toBe("outbound-unreachable");
    expect(await codeOf(fetchTo([], { resolve: () => Promise.reject(new Error("ENOTFOUND hook.example")) }), url)).toBe(
      "outbound-unreachable",
    );
    expect(await codeOf(fetchTo([], { resolve: () => new Promise(() => undefined), timeoutMs: 50 }), url)).toBe(
      "outbound-unreachable",
    );
  });

  test("to localhost by the system's own resolver is refused", async () => {
    const fetch = createSafeFetch({ hosts: [{ host: "localhost", port: canaryPort }] });
    expect(await codeOf(fetch, `https://localhost:${canaryPort}/`)).toBe("outbound-address");
    expect(connections).toBe(0);
  });
});
