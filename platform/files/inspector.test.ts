import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { picture } from "./corpus/image-samples.ts";
import { startInspector } from "./inspector.ts";
import type { FileKind } from "./kinds.ts";

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

test("a file that takes too long is refused, and the next one gets a new thread", async () => {
  const inspector = startInspector({ inspectionMs: 400, heapMb: 192 });
  const small = await task("small.txt", "text", Buffer.from("好"));
  await inspector.inspect(small);
  // Noise does not shrink: a photo of 48 million pixels needs about a second.
  const large = await task("large.png", "png", await picture(8000, 6000).png({ compressionLevel: 0 }).toBuffer());
  const [slow, next] = await Promise.all([inspector.inspect(large), inspector.inspect(small)]);
  expect(slow).toMatchObject({ kind: "too-large", code: "file-costly" });
  expect(next).toEqual({});
  await inspector.close();
});

test("a file that takes too much memory is refused, and the server lives on", async () => {
  const inspector = startInspector({ inspectionMs: 10_000, heapMb: 24 });
  // Escaped names, millions of them: each becomes a string of its own.
  const names = Buffer.concat([
    Buffer.from("%PDF-1.7\n"),
    Buffer.alloc(24 * 1024 * 1024, "/#41#42#43 "),
    Buffer.from("\n%%EOF\n"),
  ]);
  const hungry = await task("hungry.pdf", "pdf", names);
  expect(await inspector.inspect(hungry)).toMatchObject({ kind: "too-large", code: "file-costly" });
  expect(await inspector.inspect(await task("small.txt", "text", Buffer.from("好")))).toEqual({});
  await inspector.close();
});

test("a fault of ours is a throw without the file's words", async () => {
  const inspector = startInspector();
  const gone = { path: join(folder, "张三.txt"), kind: "text" as const, imagePath: "", thumbnailPath: "" };
  await expect(inspector.inspect(gone)).rejects.toThrow(/^an upload could not be inspected: Error$/);
  await inspector.close();
});
