import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { clamdScanner } from "./clamd.ts";

let folder: string;
let server: Server | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "clamd-"));
  await writeFile(join(folder, "clean"), Buffer.alloc(200_000, "a"));
  await writeFile(join(folder, "bad"), `${"a".repeat(100_000)}VIRUS`);
});
afterEach(async () => {
  server?.close();
  await rm(folder, { recursive: true });
});

/** Takes INSTREAM as clamd's protocol says and answers by what came. */
function listen(target: number | string, answer: (content: Buffer) => string | undefined): Promise<Server> {
  return new Promise((resolve) => {
    const started = createServer((socket) => {
      let received = Buffer.alloc(0);
      socket.on("error", () => undefined);
      socket.on("data", (piece) => {
        received = Buffer.concat([received, piece]);
        const content = contentOf(received);
        if (content === undefined) return;
        const text = answer(content);
        if (text === undefined) socket.destroy();
        else socket.end(`${text}\0`);
      });
    }).listen(target, () => resolve(started));
  });
}

/** The streamed bytes once their end has come. */
function contentOf(received: Buffer): Buffer | undefined {
  if (received.length < 10) return undefined;
  expect(received.toString("latin1", 0, 10)).toBe("zINSTREAM\0");
  const pieces: Buffer[] = [];
  let at = 10;
  while (at + 4 <= received.length) {
    const length = received.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces);
    pieces.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}

function verdict(content: Buffer): string {
  return content.includes("VIRUS") ? "stream: Test.Virus FOUND" : content.length === 200_000 ? "stream: OK" : "stream: cut ERROR";
}

test("over TCP: clean and infected", async () => {
  server = await listen(0, verdict);
  const scan = clamdScanner({ host: "127.0.0.1", port: (server.address() as AddressInfo).port });
  expect(await scan(join(folder, "clean"))).toBe("clean");
  expect(await scan(join(folder, "bad"))).toBe("infected");
});

test("over a Unix socket", async () => {
  const socketPath = join(folder, "clamd.sock");
  server = await listen(socketPath, verdict);
  expect(await clamdScanner({ socketPath })(join(folder, "bad"))).toBe("infected");
});

test.each([
  ["an error", () => "INSTREAM size limit exceeded. ERROR"],
  ["nonsense", () => "x".repeat(5000)],
  ["a clean word with more behind it", () => "stream: OK but"],
  ["nothing and hangs up", () => undefined],
])("a scanner that says %s is unavailable", async (_, answer) => {
  server = await listen(0, answer);
  const scan = clamdScanner({ host: "127.0.0.1", port: (server.address() as AddressInfo).port });
  expect(await scan(join(folder, "clean"))).toBe("unavailable");
});

test("a scanner that is away, or silent, is unavailable", async () => {
  expect(await clamdScanner({ socketPath: join(folder, "nobody") })(join(folder, "clean"))).toBe("unavailable");
  server = createServer(() => undefined);
  await new Promise<void>((resolve) => server?.listen(0, resolve));
  const scan = clamdScanner({ host: "127.0.0.1", port: (server.address() as AddressInfo).port }, 200);
  expect(await scan(join(folder, "clean"))).toBe("unavailable");
});
