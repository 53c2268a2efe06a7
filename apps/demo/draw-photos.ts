import { Readable } from "node:stream";
import sharp from "sharp";
import type { ActionContext } from "#platform/capability.ts";
import { acceptUpload, UPLOAD_PURPOSES, type UploadDoor } from "#platform/files/accept-upload.ts";
import { recordFile } from "#platform/files/attach.ts";
import { isRefusal } from "#platform/refusal.ts";

/** What the demo's projects show: drawn here, since no photo of a place that does not exist can be taken. */
export type DemoPhoto = keyof typeof SCENES;

/** Gives a drawing to the house as somebody's phone would. @returns the file's id; undefined where nothing keeps files (tests) */
export type TakePhoto = (context: ActionContext, photo: DemoPhoto) => Promise<string | undefined>;

const [WIDTH, HEIGHT] = [960, 640];
const PURPOSE = "projects/photo";

export function photoTaker(uploads: UploadDoor | undefined): TakePhoto {
  return async (context, photo) => {
    if (uploads === undefined) return undefined;
    const drawn = await sharp(Buffer.from(svgOf(SCENES[photo]())))
      .jpeg({ quality: 80 })
      .toBuffer();
    const door = { ...uploads, purposes: { [PURPOSE]: UPLOAD_PURPOSES.picture } };
    const declared = { name: `${photo}.jpg`, declaredType: "image/jpeg", purpose: PURPOSE };
    const file = await acceptUpload(door, Readable.from([drawn]), declared);
    if (isRefusal(file)) throw new Error(`the demo's photo ${photo} was refused: ${file.code}`);
    const id = context.newId();
    await recordFile(context.tx, { id, purpose: PURPOSE, uploader: "visitor", file });
    return id;
  };
}

function svgOf(inside: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${inside}</svg>`;
}

const rect = (x: number, y: number, width: number, height: number, fill: string, more = "") =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" ${more}/>`;
const row = (count: number, draw: (index: number) => string) => Array.from({ length: count }, (_, index) => draw(index)).join("");
const gradient = (id: string, from: string, to: string) =>
  `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>`;

const SCENES = {
  /** A road at dusk with its lamps lit. */
  lamps: () =>
    `<defs>${gradient("sky", "#1d2b4a", "#d9895b")}<radialGradient id="glow"><stop offset="0" stop-color="#fff3c4" stop-opacity="0.9"/><stop offset="1" stop-color="#fff3c4" stop-opacity="0"/></radialGradient></defs>
    ${rect(0, 0, WIDTH, HEIGHT, "url(#sky)")}<path d="M0 430 L240 380 L520 400 L960 360 L960 640 L0 640 Z" fill="#27331f"/>
    <path d="M400 380 L470 380 L760 640 L150 640 Z" fill="#4a4a4d"/>
    ${row(5, (index) => {
      const [x, y, height] = [150 + index * 68, 500 - index * 26, 330 - index * 55];
      return `${rect(x, y - height, 7 - index, height, "#aab2bd")}${rect(x - 4, y - height - 10, 44 - index * 6, 8, "#2b4d7e")}
        <circle cx="${x + 24 - index * 3}" cy="${y - height + 8}" r="${70 - index * 11}" fill="url(#glow)"/><circle cx="${x + 24 - index * 3}" cy="${y - height + 4}" r="${8 - index}" fill="#fff7dc"/>`;
    })}`,
  /** A footing cast for a lamp. */
  footing: () =>
    `<defs>${gradient("earth", "#a98762", "#7a5d40")}</defs>${rect(0, 0, WIDTH, HEIGHT, "url(#earth)")}
    ${row(60, (index) => `<circle cx="${(index * 167) % WIDTH}" cy="${(index * 97) % HEIGHT}" r="${4 + (index % 7)}" fill="#6a5039" opacity="0.6"/>`)}
    <path d="M250 190 L710 190 L760 540 L200 540 Z" fill="#5b4630"/><path d="M300 230 L660 230 L700 500 L260 500 Z" fill="#b9babb"/>
    <path d="M300 230 L660 230 L652 256 L308 256 Z" fill="#cfd0d1"/>
    ${[400, 560].map((x) => `${rect(x, 150, 12, 150, "#8c8f94")}${rect(x - 6, 150, 24, 14, "#6d7075")}`).join("")}`,
  /** A wall opened for pipes and cables, before it is closed. */
  wiring: () =>
    `${rect(0, 0, WIDTH, HEIGHT, "#cfc6b8")}${row(9, (line) => row(7, (brick) => rect(brick * 150 - (line % 2) * 75, line * 72, 144, 66, line % 3 === 0 ? "#b98f74" : "#b5876b")))}
    ${rect(0, 0, WIDTH, HEIGHT, "#e6e0d5", 'opacity="0.45"')}${rect(180, 0, 44, HEIGHT, "#6b5b4d")}${rect(224, 300, 520, 40, "#6b5b4d")}${rect(700, 300, 44, 340, "#6b5b4d")}
    ${rect(192, 0, 9, HEIGHT, "#2f6fb5")}${rect(207, 0, 9, HEIGHT, "#c8402f")}${rect(224, 312, 510, 8, "#2f6fb5")}${rect(224, 325, 496, 8, "#c8402f")}
    ${rect(712, 320, 8, 320, "#c8402f")}${rect(727, 312, 8, 328, "#2f6fb5")}${rect(668, 268, 108, 108, "#f2f0ea", 'stroke="#8a8378" stroke-width="6"')}`,
  /** A kitchen with its tiles half laid. */
  tiles: () =>
    `<defs>${gradient("wall", "#e4ddd0", "#cfc5b4")}</defs>${rect(0, 0, WIDTH, HEIGHT, "url(#wall)")}
    ${row(6, (line) => row(line < 2 ? 7 : 10, (tile) => rect(tile * 96 + 2, HEIGHT - 130 - line * 84, 92, 80, (tile + line) % 5 === 0 ? "#f4f7f8" : "#fbfcfc", 'stroke="#c5ccd0"')))}
    <path d="M0 520 L960 520 L960 640 L0 640 Z" fill="#9aa3a8"/>${row(12, (index) => `<path d="M${index * 84} 640 L${120 + index * 64} 520" stroke="#7d878c" stroke-width="3"/>`)}
    ${rect(620, 330, 250, 190, "#d6dadd", 'stroke="#8f979c" stroke-width="5"')}${rect(640, 350, 210, 60, "#aeb6bb")}<circle cx="700" cy="380" r="22" fill="#5d666b"/><circle cx="790" cy="380" r="22" fill="#5d666b"/>`,
} as const satisfies Readonly<Record<string, () => string>>;
