import sharp, { type Metadata } from "sharp";
import { type Refusal, refuse } from "../refusal.ts";
import type { ImageKind } from "./kinds.ts";

export type CleanImage = { readonly width: number; readonly height: number };

/** TRUST.md case 15: asked of the header before anything is decoded. */
const MOST_PIXELS = 50_000_000;
/** Pictures that must be held whole while they are decoded (interlaced, progressive, turned) may take this much memory. */
const MOST_DECODED_BYTES = 128 * 1024 * 1024;
/** Sharp enough to read a notice photographed from two metres. */
const LONGEST_SIDE = 2560;
const THUMBNAIL_SIDE = 400;

// Each upload is another picture: a cache would only hold memory.
sharp.cache(false);
sharp.concurrency(1);

/**
 * Decodes the picture and encodes it anew, turned upright: EXIF, GPS, XMP, comments and whatever was hidden behind or inside the file
 * stay behind. Writes the picture and a thumbnail.
 */
export async function cleanImage(
  path: string,
  kind: ImageKind,
  imagePath: string,
  thumbnailPath: string,
): Promise<CleanImage | Refusal> {
  const input = { limitInputPixels: MOST_PIXELS, failOn: "error", sequentialRead: true } as const;
  try {
    const header = await sharp(path, input).metadata();
    if (header.format !== kind) return refuse("invalid", "image-damaged");
    const refusal = judgeHeader(header);
    if (refusal !== undefined) return refusal;
    const inside = { fit: "inside", withoutEnlargement: true } as const;
    const image = await sharp(path, input)
      .autoOrient()
      .resize({ ...inside, width: LONGEST_SIDE, height: LONGEST_SIDE })
      .toFormat(kind, { quality: 82, ...(kind === "png" ? { compressionLevel: 6, palette: false } : {}) })
      .toFile(imagePath);
    await sharp(imagePath, input)
      .resize({ ...inside, width: THUMBNAIL_SIDE, height: THUMBNAIL_SIDE })
      .webp({ quality: 75 })
      .toFile(thumbnailPath);
    return { width: image.width, height: image.height };
  } catch (fault) {
    return refusalOf(fault);
  }
}

function judgeHeader(header: Metadata): Refusal | undefined {
  const { width, height } = header;
  const pixels = width * height;
  if (pixels > MOST_PIXELS) return tooManyPixels();
  const sampleBytes = header.depth === "uchar" ? 1 : header.depth === "ushort" ? 2 : 4;
  const heldWhole = header.isProgressive || (header.orientation ?? 1) > 1;
  const bytes =
    header.format === "jpeg" && header.isProgressive ? coefficientBytes(header) : pixels * header.channels * sampleBytes;
  if (!heldWhole || bytes <= MOST_DECODED_BYTES) return undefined;
  return refuse("too-large", "image-memory", { facts: { mostMegabytes: MOST_DECODED_BYTES / 1024 / 1024 } });
}

/** A progressive JPEG is held as 16-bit coefficients, its colours at a quarter of the size if they were thinned out (4:2:0). */
function coefficientBytes(header: Metadata): number {
  const samples = header.chromaSubsampling === "4:2:0" ? 1.5 : header.channels;
  return header.width * header.height * samples * 2;
}

function tooManyPixels(): Refusal {
  return refuse("too-large", "image-pixels", { facts: { mostMegapixels: MOST_PIXELS / 1_000_000 } });
}

/** libvips tells its faults apart by their text only; all of them mean that the picture does not become one of ours. */
function refusalOf(fault: unknown): Refusal {
  const message = fault instanceof Error ? fault.message : "";
  if (message.includes("exceeds pixel limit")) return tooManyPixels();
  return refuse("invalid", "image-damaged");
}
