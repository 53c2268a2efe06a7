import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isRefusal } from "../refusal.ts";
import { writeXlsx } from "../spreadsheets/write-xlsx.ts";
import { type AcceptedFile, acceptUpload, type UploadDoor } from "./accept-upload.ts";
import { contentHeaders } from "./content-headers.ts";
import { imageSamples, picture } from "./corpus/image-samples.ts";
import { GOOD_DOCX, GOOD_XLSX, OFFICE_SAMPLES } from "./corpus/office-samples.ts";
import { GOOD_PDFS, PDF_SAMPLES } from "./corpus/pdf-samples.ts";
import type { Sample } from "./corpus/sample.ts";
import { TEXT_SAMPLES } from "./corpus/text-samples.ts";
import { startInspector } from "./inspector.ts";
import { processCost } from "./process-cost.ts";
import { openFileStore } from "./store.ts";

const SLOWEST_MS = 2_000;
const MOST_GROWTH_BYTES = 256 * 1024 * 1024;

let folder: string;
let door: UploadDoor;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "uploads-"));
  door = { store: await openFileStore(folder), inspector: startInspector() };
  // The process's start and sharp's loading are the server's start, not an upload's time.
  await send("warm.png", await picture(8, 8).png().toBuffer());
});
afterAll(async () => {
  door.inspector.close();
  await rm(folder, { recursive: true });
});

async function count(names: AsyncIterable<string>): Promise<number> {
  let counted = 0;
  for await (const _ of names) counted += 1;
  return counted;
}

function send(name: string, bytes: Buffer, declaredType = "application/octet-stream", purpose = "document") {
  const pieces = function* () {
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
  };
  return acceptUpload(door, Readable.from(pieces()), { name, declaredType, purpose });
}

async function stored(file: AcceptedFile): Promise<readonly Buffer[]> {
  const names = [file.sha256, ...(file.thumbnailSha256 === undefined ? [] : [file.thumbnailSha256])];
  return Promise.all(names.map(async (name) => buffer(await door.store.read(name))));
}

/** Resident memory of this process and of the one that opens the files. */
function memoryNow(): number {
  const opening = door.inspector.pid();
  return process.memoryUsage.rss() + (opening === undefined ? 0 : (processCost(opening)?.memoryBytes ?? 0));
}

/** Processor time of both: how long a file takes on a machine that has nothing else to do. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  const opening = door.inspector.pid();
  return (user + system) / 1000 + (opening === undefined ? 0 : (processCost(opening)?.cpuMs ?? 0));
}

/** What must not be left of anything hidden in a picture. */
const TRACES = [
  "GPS",
  "Exif\0",
  "xmpmeta",
  "SecretPhone",
  "13800138000",
  "<script",
  "<?php",
  "PK\u0003\u0004",
  "%PDF-",
  "JavaScript",
];

async function tracesLeft(file: AcceptedFile): Promise<readonly string[]> {
  const left: string[] = [];
  for (const bytes of await stored(file)) {
    const header = await sharp(bytes).metadata();
    if (header.exif !== undefined || header.xmp !== undefined || header.iptc !== undefined) left.push("metadata");
    left.push(...TRACES.filter((trace) => bytes.includes(trace, 0, "latin1")));
  }
  return left;
}

describe("the corpus of hostile files", () => {
  test("every one is refused or cleaned, in time, in memory, and nothing of it is left", async () => {
    const samples: readonly Sample[] = [...OFFICE_SAMPLES, ...PDF_SAMPLES, ...(await imageSamples()), ...TEXT_SAMPLES];
    expect(samples.length).toBeGreaterThanOrEqual(60);
    globalThis.gc?.();
    const before = memoryNow();
    let peak = before;
    const watch = setInterval(() => (peak = Math.max(peak, memoryNow())), 5);
    const wrong: string[] = [];
    const slow: string[] = [];
    let slowestMs = 0;
    for (const { about, name, bytes, expected, declaredType } of samples) {
      const listed = await count(door.store.list());
      const start = processorMs();
      const outcome = await send(name, bytes, declaredType);
      const ms = processorMs() - start;
      slowestMs = Math.max(slowestMs, ms);
      if (ms > SLOWEST_MS) slow.push(`${about}: ${Math.round(ms)} ms`);
      const code = isRefusal(outcome) ? outcome.code : "cleaned";
      if (!expected.split("|").includes(code)) wrong.push(`${about}: ${code}, not ${expected}`);
      if (isRefusal(outcome)) {
        if ((await count(door.store.list())) !== listed) wrong.push(`${about}: left in the store`);
      } else {
        const left = await tracesLeft(outcome);
        if (left.length > 0) wrong.push(`${about}: ${left.join(", ")} left`);
      }
      if ((await readdir(join(folder, "drafts"))).length > 0) wrong.push(`${about}: left as a draft`);
    }
    clearInterval(watch);
    console.info(
      `${samples.length} files, slowest ${Math.round(slowestMs)} ms of the processor, RSS + ${Math.round((peak - before) / 1024 / 1024)} MB`,
    );
    expect({ wrong, slow }).toEqual({ wrong: [], slow: [] });
    expect(peak - before).toBeLessThanOrEqual(MOST_GROWTH_BYTES);
  });
});

describe("honest files are taken", () => {
  test.each(GOOD_PDFS)("a PDF: %s", async (_, bytes) => {
    expect(await send("公告.pdf", bytes, "application/pdf")).toMatchObject({ mediaType: "application/pdf", bytes: bytes.length });
  });

  test("office documents, tables and texts, byte for byte", async () => {
    const table = await buffer(
      writeXlsx(
        "名册",
        ["姓名"],
        Array.from({ length: 2000 }, (_, row) => [`村民${row}`]),
      ),
    );
    const files: readonly (readonly [string, Buffer])[] = [
      ["会议.docx", GOOD_DOCX],
      ["空.xlsx", GOOD_XLSX],
      ["名册.xlsx", table],
      ["名册.csv", Buffer.from("d0d5c3fb2cb4e50ad5c5c8fd2cb6abb8db0a", "hex")],
      ["说明.txt", Buffer.from("1 < 2，a > b。\r\n\t好\n")],
    ];
    for (const [name, bytes] of files) {
      const file = await send(name, bytes);
      expect(file).toMatchObject({ name, bytes: bytes.length });
      expect(isRefusal(file) ? file : (await stored(file))[0]?.equals(bytes)).toBe(true);
    }
  });

  test("a drawn procedure, whatever a browser calls its kind, and only where one is asked for", async () => {
    const drawn = Buffer.from('\ufeff<?xml version="1.0"?>\n<!-- 好 --><bpmn:definitions xmlns:bpmn="urn:x"/>');
    for (const type of ["", "application/octet-stream", "text/xml", "application/xml"])
      expect(await send("流程.bpmn", drawn, type, "procedure")).toMatchObject({ name: "流程.bpmn", bytes: drawn.length });
    expect(await send("流程.bpmn", Buffer.from("\ufeff<definitions/>", "utf16le"), "", "procedure")).toMatchObject({ bytes: 30 });
    expect(await send("流程.bpmn", drawn, "text/xml", "document")).toMatchObject({ code: "file-active" });
    expect(await send("流程.bpmn", drawn, "", "document")).toMatchObject({ code: "file-kind" });
  });

  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  test.each([
    ["a picture", Buffer.from(svg), "file-active"],
    ["a page", Buffer.from("<?xml version='1.0'?><h:html xmlns:h='http://www.w3.org/1999/xhtml'/>"), "file-active"],
    ["a style sheet", Buffer.from("<?xml-stylesheet href='a.xsl'?><definitions/>"), "file-active"],
    ["an entity bomb", Buffer.from('<!DOCTYPE d [<!ENTITY a "&b;&b;">]><definitions>&a;</definitions>'), "file-active"],
    ["one in UTF-16", Buffer.from("\ufeff<!DOCTYPE d><definitions/>", "utf16le"), "file-active"],
    ["no XML at all", Buffer.from("好"), "file-extension"],
    ["an archive behind it", Buffer.concat([Buffer.from("<definitions/>"), GOOD_DOCX]), "file-mixed"],
  ])("what calls itself a drawn procedure and is %s is refused", async (_, bytes, code) => {
    expect(await send("流程.bpmn", bytes, "", "procedure")).toMatchObject({ code });
  });

  test("a photo is turned upright, made smaller, and gets a thumbnail", async () => {
    const photo = await picture(4000, 3000).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const file = await send("IMG_1.JPG", photo, "image/jpeg", "picture");
    if (isRefusal(file)) throw new Error(file.code);
    expect(file).toMatchObject({ mediaType: "image/jpeg", name: "IMG_1.jpg", width: 1920, height: 2560 });
    const [image, thumbnail] = await stored(file);
    expect(await sharp(image).metadata()).toMatchObject({ format: "jpeg", width: 1920, height: 2560 });
    expect(await sharp(thumbnail).metadata()).toMatchObject({ format: "webp", width: 300, height: 400 });
  });

  test("a purpose takes its own kinds only", async () => {
    expect(await send("a.txt", Buffer.from("好"), "text/plain", "picture")).toMatchObject({ code: "file-kind" });
    expect(await send("a.txt", Buffer.from("好"), "text/plain", "constructor")).toMatchObject({ code: "file-purpose" });
  });

  test("equal files lie once", async () => {
    const one = await send("a.txt", Buffer.from("同一份"));
    const other = await send("b.txt", Buffer.from("同一份"));
    expect(isRefusal(one) || isRefusal(other) ? undefined : one.sha256 === other.sha256).toBe(true);
  });

  test("eight photos at once are taken one after the other", async () => {
    const photo = await picture(2000, 1500).jpeg().toBuffer();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => send("a.jpg", photo, "image/jpeg", "picture")));
    expect(outcomes.filter(isRefusal)).toEqual([]);
  });

  test("an upload cut off in the middle leaves nothing and tells its caller", async () => {
    const broken = new Readable({
      read() {
        this.push(Buffer.alloc(1000, "a"));
        this.destroy(new Error("connection lost"));
      },
    });
    await expect(acceptUpload(door, broken, { name: "a.txt", declaredType: "", purpose: "document" })).rejects.toThrow(
      "connection lost",
    );
    expect(await readdir(join(folder, "drafts"))).toEqual([]);
  });
});

describe("a scanner that is set up", () => {
  test.each([
    ["clean", { bytes: 3 }],
    ["infected", { code: "file-infected" }],
    ["unavailable", { kind: "unavailable", code: "scanner-unavailable" }],
  ] as const)("says %s", async (result, expected) => {
    const scanned = { ...door, scanner: () => Promise.resolve(result) };
    const stream = Readable.from([Buffer.from("好")]);
    expect(await acceptUpload(scanned, stream, { name: "a.txt", declaredType: "", purpose: "document" })).toMatchObject(expected);
  });
});

test("files leave under headers by which nothing runs", () => {
  const file = {
    sha256: "ab".repeat(32),
    bytes: 5,
    mediaType: "application/pdf",
    name: '公告"; filename=x.html\r\n.pdf',
    public: false,
  };
  const headers = contentHeaders(file);
  expect(headers).toMatchObject({
    "x-content-type-options": "nosniff",
  });
  expect(headers["content-security-policy"]).toMatch(/^sandbox; default-src 'none'/);
  expect([headers["cache-control"], contentHeaders({ ...file, public: true })["cache-control"]]).toEqual([
    "no-store",
    "private, no-cache",
  ]);
  expect(headers["content-disposition"]).toMatch(
    /^attachment; filename="[A-Za-z0-9._ -]+"; filename\*=UTF-8''[A-Za-z0-9%._~!$&+^`|-]+$/,
  );
  expect(contentHeaders({ ...file, mediaType: "image/png" })["content-disposition"]).toMatch(/^inline; /);
  for (const mediaType of ["image/svg+xml", "text/html", "text/plain", "text/csv"]) {
    expect(contentHeaders({ ...file, mediaType })["content-disposition"]).toMatch(/^attachment; /);
  }
});
