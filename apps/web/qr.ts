import { create } from "qrcode";

/** A printed code of more than this many characters of address no longer scans from a poster. */
const MAX_PATH = 300;
/** ISO/IEC 18004 asks for four modules of quiet around the code. */
const QUIET = 4;

/** A QR code of one of our own pages, as SVG; undefined for anything that is not a path of ours. */
export function qrSvg(base: URL, path: string | undefined): string | undefined {
  if (path === undefined || path.length > MAX_PATH || !/^\/(?![/\\])[\u0021-\u007e]*$/.test(path)) return undefined;
  const { modules } = create(new URL(path, base).href, { errorCorrectionLevel: "M" });
  const side = modules.size + 2 * QUIET;
  const dark = Array.from({ length: modules.size }, (_, row) => darkRuns(row, modules)).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path fill="#000" d="${dark}"/></svg>`;
}

type Modules = { readonly size: number; get(row: number, column: number): number };

function darkRuns(row: number, modules: Modules): string {
  let path = "";
  for (let column = 0; column < modules.size; column += 1) {
    if (modules.get(row, column) === 0) continue;
    const start = column;
    while (column + 1 < modules.size && modules.get(row, column + 1) === 1) column += 1;
    path += `M${start + QUIET} ${row + QUIET}h${column - start + 1}v1h-${column - start + 1}z`;
  }
  return path;
}
