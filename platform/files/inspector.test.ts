import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { picture } from "./corpus/image-samples.ts";
import { startInspector } from "./inspector.ts";
import type { FileKind } from "./kinds.ts";
import { processCost } from "./process-cost.ts";

const LIMITS = { cpuMs: 20_000, wallMs: 60_000, heapMb: 192, memoryBytes: 1024 ** 3 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "inspector-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function task(name: string, kind: FileKind, bytes: Buffer) {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return { path, kind, imagePath: `${path}.image`, thumbnailPath: `${path}.thumbnail` };
}

test("a file that takes too long is refused, and the next one gets a new process", async () => {
  const inspector = startInspector({ ...LIMITS, cpuMs: 300 });
  const small = await task("small.txt", "text", Buffer.from("好"));
  await inspector.inspect(small);
  // Noise does not shrink: a photo of 48 million pixels needs about a second.
  const large = await task("large.png", "png", await picture(8000, 6000).png({ compressionLevel: 0 }).toBuffer());
  const [slow, next] = await Promise.all([inspector.inspect(large), inspector.inspect(small)]);
  expect(slow).toMatchObject({ kind: "too-large", code: "file-costly" });
  expect(next).toEqual({});
  inspector.close();
});

test("a file that takes too much memory is refused, and the server lives on", async () => {
  const inspector = startInspector({ ...LIMITS, heapMb: 24 });
  // Escaped names, millions of them: each becomes a string of its own.
  const names = Buffer.concat([
    Buffer.from("%PDF-1.7\n"),
    Buffer.alloc(24 * 1024 * 1024, "/#41#42#43 "),
    Buffer.from("\n%%EOF\n"),
  ]);
  const hungry = await task("hungry.pdf", "pdf", names);
  expect(await inspector.inspect(hungry)).toMatchObject({ kind: "too-large", code: "file-costly" });
  expect(await inspector.inspect(await task("small.txt", "text", Buffer.from("好")))).toEqual({});
  inspector.close();
});

test("a file that takes too much of the machine's memory, or only waits, is refused", async () => {
  const large = await task(
    "large.png",
    "png",
    await picture(6000, 5000).png({ compressionLevel: 0, progressive: true }).toBuffer(),
  );
  const narrow = startInspector({ ...LIMITS, memoryBytes: 120 * 1024 * 1024 });
  expect(await narrow.inspect(large)).toMatchObject({ code: "file-costly" });
  narrow.close();
  const hasty = startInspector({ ...LIMITS, wallMs: 60 });
  expect(await hasty.inspect(large)).toMatchObject({ code: "file-costly" });
  hasty.close();
});

test("a process killed from outside is replaced", async () => {
  const inspector = startInspector(LIMITS);
  const small = await task("small.txt", "text", Buffer.from("好"));
  expect(await inspector.inspect(small)).toEqual({});
  const first = inspector.pid() ?? 0;
  process.kill(first, "SIGKILL");
  for (let wait = 0; wait < 100 && processCost(first) !== undefined; wait++) await setTimeout(20);
  expect(await inspector.inspect(small)).toEqual({});
  expect(inspector.pid()).not.toBe(first);
  inspector.close();
});

test("a fault of ours is a throw without the file's words", async () => {
  const inspector = startInspector();
  const gone = { path: join(folder, "张三.txt"), kind: "text" as const, imagePath: "", thumbnailPath: "" };
  await expect(inspector.inspect(gone)).rejects.toThrow(/^an upload could not be inspected: Error$/);
  inspector.close();
});
