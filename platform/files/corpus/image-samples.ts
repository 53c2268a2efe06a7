import { crc32, deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import { craftZip } from "../../archives/crafted-zip.ts";
import { pdf } from "./pdf-samples.ts";
import type { Sample } from "./sample.ts";

const WIDTH = 640;
const HEIGHT = 480;

/** A picture with some grain, so that nothing shrinks to nothing. */
export function picture(width = WIDTH, height = HEIGHT): Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at++) pixels[at] = (at * 31 + (at >> 7) * 17) & 0xff;
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

const GPS = {
  IFD0: { Make: "SecretPhone", Copyright: "13800138000" },
  IFD3: { GPSLatitudeRef: "N", GPSLatitude: "30/1 5/1 1234/100", GPSLongitudeRef: "E", GPSLongitude: "112/1 13/1 4321/100" },
};
const XMP =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description xmlns:e="http://ns.adobe.com/exif/1.0/" e:GPSLatitude="30,5.2N"/></r:RDF></x:xmpmeta>';

/** A PNG chunk with its checksum. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG whose header claims a size that its few bytes do not hold. */
function claimedPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.alloc(1000))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Puts a chunk behind the header (8 signature + 25 IHDR bytes). */
function withChunk(png: Buffer, type: string, data: Buffer): Buffer {
  return Buffer.concat([png.subarray(0, 33), chunk(type, data), png.subarray(33)]);
}

/** Puts a comment behind the first marker of a JPEG. */
function withComment(jpeg: Buffer, text: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from("fffe", "hex"), length, Buffer.from(text), jpeg.subarray(2)]);
}

/** A JPEG whose frame header claims a size its data do not hold. */
function claimedJpeg(jpeg: Buffer, width: number, height: number): Buffer {
  const copy = Buffer.from(jpeg);
  const frame = copy.indexOf(Buffer.from("ffc0", "hex"));
  copy.writeUInt16BE(height, frame + 5);
  copy.writeUInt16BE(width, frame + 7);
  return copy;
}

export async function imageSamples(): Promise<readonly Sample[]> {
  const jpeg = await picture().jpeg().toBuffer();
  const png = await picture().png().toBuffer();
  const webp = await picture().webp().toBuffer();
  const blank = (side: number) =>
    sharp({ create: { width: side, height: side, channels: 3, background: "#fff" }, limitInputPixels: false });
  const animated = await sharp([png, await picture().negate().png().toBuffer()], { join: { animated: true } })
    .webp()
    .toBuffer();
  const page = "<html><script>alert(1)</script></html>";
  const textBomb = Buffer.concat([Buffer.from("Comment\0\0"), deflateSync(Buffer.alloc(100_000_000))]);
  const profileBomb = Buffer.concat([Buffer.from("profile\0\0"), deflateSync(Buffer.alloc(100_000_000))]);
  const cases: readonly (readonly [about: string, name: string, bytes: Buffer, expected: string])[] = [
    ["JPEG with GPS in EXIF", "a.jpg", await picture().withExif(GPS).jpeg().toBuffer(), "cleaned"],
    ["JPEG with GPS in XMP", "a.jpeg", await picture().withXmp(XMP).jpeg().toBuffer(), "cleaned"],
    ["WebP with GPS in both", "a.webp", await picture().withExif(GPS).withXmp(XMP).webp().toBuffer(), "cleaned"],
    ["PNG with GPS in both", "a.png", await picture().withExif(GPS).withXmp(XMP).png().toBuffer(), "cleaned"],
    [
      "PNG with a telephone number as text",
      "a.png",
      withChunk(png, "tEXt", Buffer.from("Author\0 13800138000 SecretPhone")),
      "cleaned",
    ],
    ["JPEG with a page behind it", "a.jpg", Buffer.concat([jpeg, Buffer.from(page)]), "cleaned"],
    ["JPEG with a page as comment", "a.jpg", withComment(jpeg, `${page}<?php system($_GET[0]); ?>`), "cleaned"],
    ["JPEG with a zip behind it", "a.jpg", Buffer.concat([jpeg, craftZip([{ name: "evil.class", data: "x" }])]), "cleaned"],
    ["JPEG with a PDF behind it", "a.jpg", Buffer.concat([jpeg, pdf("/OpenAction<</S/JavaScript/JS(1)>>")]), "cleaned"],
    ["PNG with a script behind it", "a.png", Buffer.concat([png, Buffer.from(page)]), "cleaned"],
    ["WebP that moves", "a.webp", animated, "cleaned"],
    ["PNG of 60,000 × 60,000 claimed", "a.png", claimedPng(60_000, 60_000), "image-pixels"],
    ["PNG of 2,147,483,647 × 1 claimed", "a.png", claimedPng(2_147_483_647, 1), "image-pixels|image-damaged"],
    ["PNG of 64 million pixels in few bytes", "a.png", await blank(8000).png().toBuffer(), "image-pixels"],
    ["PNG of 36 million pixels, interlaced", "a.png", await blank(6000).png({ progressive: true }).toBuffer(), "cleaned"],
    [
      "JPEG of 49 million pixels, progressive, all colours",
      "a.jpg",
      await blank(7000).jpeg({ progressive: true, chromaSubsampling: "4:4:4" }).toBuffer(),
      "image-memory",
    ],
    ["PNG of 49 million pixels, interlaced", "a.png", await blank(7000).png({ progressive: true }).toBuffer(), "image-memory"],
    ["JPEG of 65,500 × 65,500 claimed", "a.jpg", claimedJpeg(jpeg, 65_500, 65_500), "image-pixels"],
    ["PNG with a text bomb", "a.png", withChunk(png, "zTXt", textBomb), "cleaned|image-damaged"],
    ["PNG with a colour profile bomb", "a.png", withChunk(png, "iCCP", profileBomb), "cleaned|image-damaged"],
    ["JPEG cut short", "a.jpg", jpeg.subarray(0, jpeg.length / 2), "image-damaged"],
    ["PNG cut short", "a.png", png.subarray(0, png.length / 2), "image-damaged"],
    ["WebP cut short", "a.webp", webp.subarray(0, webp.length / 2), "image-damaged"],
    ["JPEG of a head only", "a.jpg", Buffer.from("ffd8ffe000104a46494600", "hex"), "image-damaged"],
    ["PNG called JPEG", "a.jpg", png, "file-extension"],
    ["JPEG called a program", "a.jpg.exe", jpeg, "file-kind"],
    ["GIF called PNG", "a.png", await picture(8, 8).gif().toBuffer(), "file-extension"],
    ["HEIC", "IMG_0001.HEIC", Buffer.from("0000001866747970686569630000000068656963", "hex"), "file-heic"],
    ["HEIC called JPEG", "a.jpg", Buffer.from("00000018667479706d6966310000000068656963", "hex"), "file-heic"],
  ];
  return cases.map(([about, name, bytes, expected]) => ({ about, name, bytes, expected }));
}
