import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { isRefusal } from "../refusal.ts";
import { craftZip } from "./crafted-zip.ts";
import { parseXml } from "./xml.ts";
import { openZip } from "./zip.ts";

const LIMITS = { entries: 3, unpackedBytes: 5_000_000, ratio: 100 };
const noise = Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 7919 + (index >> 3) * 104729) & 0xff));
const good = { name: "a/b.txt", data: "好" };

describe("openZip", () => {
  test("a plain zip is listed and read", async () => {
    const zip = await openZip({ bytes: craftZip([good, { name: "c.bin", data: noise, stored: true }]) });
    if (isRefusal(zip)) throw new Error(zip.code);
    expect(zip.entries).toEqual([
      { name: "a/b.txt", unpackedBytes: 3 },
      { name: "c.bin", unpackedBytes: 3000 },
    ]);
    expect(await text(await zip.read("a/b.txt"))).toBe("好");
    expect(zip.has("x")).toBe(false);
    zip.close();
  });

  test.each([
    ["too many entries", craftZip(["1", "2", "3", "4"].map((name) => ({ name, data: "x" }))), "archive-entries"],
    ["a name that leaves the folder", craftZip([good, { name: "../../etc/passwd", data: "x" }]), "archive-escapes"],
    ["an absolute name", craftZip([good, { name: "/etc/passwd", data: "x" }]), "archive-escapes"],
    ["a Windows name", craftZip([good, { name: "a\\..\\b", data: "x" }]), "archive-escapes"],
    ["a drive", craftZip([good, { name: "C:/b", data: "x" }]), "archive-escapes"],
    ["a symbolic link", craftZip([good, { name: "l", data: "/etc/passwd", mode: 0o120777 }]), "archive-link"],
    ["an encrypted entry", craftZip([good, { name: "e", data: "x", encrypted: true }]), "archive-encrypted"],
    ["a bomb", craftZip([{ name: "b", data: Buffer.alloc(4_000_000) }]), "archive-bomb"],
    ["too much altogether", craftZip([{ name: "b", data: "x", claimedSize: 6_000_000 }]), "archive-bomb"],
    ["entries over each other", craftZip([good, { ...good, name: "d.txtt" }], { overlap: true }), "archive-bomb"],
    ["bytes before the first entry", craftZip([good], { before: Buffer.from("<html>") }), "archive-mixed"],
    ["a comment", craftZip([good], { comment: "<script>" }), "archive-mixed"],
    ["two names that differ in case only", craftZip([good, { name: "A/B.txt", data: "x" }]), "archive-damaged"],
    ["no zip", Buffer.from("PK nothing of the sort"), "archive-damaged"],
    ["an empty file", Buffer.alloc(0), "archive-damaged"],
  ])("%s is refused", async (_, bytes, code) => {
    expect(await openZip({ bytes }, LIMITS)).toMatchObject({ refused: true, code });
  });

  test.each([
    ["more bytes than it says", { ...good, claimedSize: 2 }, "too many bytes"],
    ["fewer bytes than it says", { ...good, claimedSize: 9 }, "not enough bytes"],
    ["another checksum than it says", { ...good, claimedCrc: 5 }, "checksum"],
  ])("an entry with %s errs when read", async (_, entry, message) => {
    const zip = await openZip({ bytes: craftZip([entry]) });
    if (isRefusal(zip)) throw new Error(zip.code);
    await expect(zip.read("a/b.txt").then(text)).rejects.toThrow(message);
    zip.close();
  });
});

/** Short texts in pieces of seven bytes, so that signs are split; long ones in pieces of a file's stream. */
function* inPieces(bytes: Buffer): Generator<Buffer> {
  const size = bytes.length < 10_000 ? 7 : 65_536;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function parse(xml: string | Buffer): Promise<readonly string[]> {
  const seen: string[] = [];
  const handlers = {
    open: (name: string) => seen.push(`<${name}`),
    text: (words: string) => seen.push(words),
    close: (name: string) => seen.push(`>${name}`),
  };
  const bytes = Buffer.from(xml as string);
  for await (const _ of parseXml(Readable.from(inPieces(bytes)), handlers));
  return seen;
}

describe("parseXml", () => {
  test("prefixes are dropped, entities of XML itself are read, signs may be split between pieces", async () => {
    expect((await parse('<?xml version="1.0" encoding="UTF-8"?><w:a><w:b>好&lt;好好好</w:b></w:a>')).join("")).toBe(
      "<a<b好<好好好>b>a",
    );
  });

  test.each([
    ["a DOCTYPE", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "xml-doctype"],
    ["an entity nobody declared", "<a>&x;</a>", "xml-damaged"],
    ["another encoding", '<?xml version="1.0" encoding="UTF-16"?><a/>', "xml-damaged"],
    ["bytes that are not UTF-8", Buffer.from("3c613eff3c2f613e", "hex"), "xml-damaged"],
    ["a tag left open", "<a><b></a>", "xml-damaged"],
    ["nesting without end", "<a>".repeat(100) + "</a>".repeat(100), "xml-damaged"],
    ["a comment without end", `<a><!--${"x".repeat(5_000_000)}`, "xml-damaged"],
  ])("%s is refused", async (_, xml, code) => {
    await expect(parse(xml)).rejects.toMatchObject({ code });
  });
});
