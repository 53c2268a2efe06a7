import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "csv-parse/sync";

/** Where the real files lie that are not part of the project: what reads them is skipped where they are absent. */
const DATA_FOLDER = resolve(process.env["GONGZHI_DATA"] ?? resolve(import.meta.dirname, "../../../../shared/data"));

/** The path of a real file, or undefined where it is absent. */
export function realPath(path: string): string | undefined {
  const whole = resolve(DATA_FOLDER, path);
  return existsSync(whole) ? whole : undefined;
}

export function readCsv(path: string): readonly Readonly<Record<string, string>>[] {
  return parse(readFileSync(path, "utf8"), { columns: true, bom: true });
}
