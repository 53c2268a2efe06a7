import { type Refusal, refuse } from "../refusal.ts";

/** What may be uploaded. Everything else is refused, named where people would wonder. */
export const FILE_KINDS = {
  jpeg: { mediaType: "image/jpeg", extensions: ["jpg", "jpeg"] },
  png: { mediaType: "image/png", extensions: ["png"] },
  webp: { mediaType: "image/webp", extensions: ["webp"] },
  pdf: { mediaType: "application/pdf", extensions: ["pdf"] },
  docx: { mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", extensions: ["docx"] },
  xlsx: { mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", extensions: ["xlsx"] },
  csv: { mediaType: "text/csv", extensions: ["csv"] },
  text: { mediaType: "text/plain", extensions: ["txt"] },
  bpmn: { mediaType: "application/bpmn+xml", extensions: ["bpmn"] },
} as const satisfies Record<string, { readonly mediaType: string; readonly extensions: readonly string[] }>;

export type FileKind = keyof typeof FILE_KINDS;
export type ImageKind = "jpeg" | "png" | "webp";

const IMAGE_KINDS: readonly FileKind[] = ["jpeg", "png", "webp"];

export function isImageKind(kind: FileKind): kind is ImageKind {
  return IMAGE_KINDS.includes(kind);
}

export function isImageType(mediaType: string): boolean {
  return IMAGE_KINDS.some((kind) => FILE_KINDS[kind].mediaType === mediaType);
}

/** As many bytes as `kindOf` looks at. */
export const HEAD_BYTES = 4096;

const ZIP_KINDS: ReadonlySet<FileKind> = new Set(["docx", "xlsx"]);
const TEXT_KINDS: ReadonlySet<FileKind> = new Set(["csv", "text", "bpmn"]);

/**
 * The kind, if first bytes **and** extension agree on it; which office document a zip holds, and whether text is text, is judged
 * later on the whole file.
 */
export function kindOf(head: Buffer, name: string): FileKind | Refusal {
  const extension = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  const named = (Object.keys(FILE_KINDS) as FileKind[]).find((kind) =>
    (FILE_KINDS[kind].extensions as readonly string[]).includes(extension),
  );
  const found = signatureOf(head);
  if (found === "heic") return refuse("invalid", "file-heic");
  if (found === "old-office") return refuse("invalid", "file-old-office");
  if (named === undefined) return refuse("invalid", "file-kind", { facts: { extension } });
  const agrees = found === named || (found === "zip" && ZIP_KINDS.has(named)) || (found === undefined && TEXT_KINDS.has(named));
  return agrees ? named : refuse("invalid", "file-extension", { facts: { extension } });
}

type Signature = ImageKind | "pdf" | "zip" | "heic" | "old-office" | "other";

/** `other` is a known signature that is never taken; nothing is a file without one, which text is. */
function signatureOf(head: Buffer): Signature | undefined {
  const starts = (hex: string) => head.subarray(0, hex.length / 2).equals(Buffer.from(hex, "hex"));
  const ascii = (from: number, to: number) => head.toString("latin1", from, to);
  if (starts("ffd8ff")) return "jpeg";
  if (starts("89504e470d0a1a0a")) return "png";
  if (ascii(0, 4) === "RIFF" && ascii(8, 12) === "WEBP") return "webp";
  if (ascii(0, 5) === "%PDF-") return "pdf";
  if (starts("504b0304")) return "zip";
  if (starts("d0cf11e0a1b11ae1")) return "old-office";
  if (ascii(4, 8) === "ftyp" && /^(heic|heix|heim|heis|hevc|hevx|mif1|msf1)/.test(ascii(8, 12))) return "heic";
  // Other archives, programs, pictures and media; a file of ours never begins so.
  const others = ["504b", "52617221", "377abcaf271c", "1f8b", "425a68", "fd377a585a", "4d5a", "7f454c46", "cafebabe", "47494638"];
  if (others.some(starts) || starts("424d") || starts("7b5c727466") || ascii(4, 8) === "ftyp" || ascii(0, 2) === "#!")
    return "other";
  return undefined;
}
