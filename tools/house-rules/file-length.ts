import type { HouseRule } from "./house-rule.ts";
import { isCode, isTest } from "./reading/source-file.ts";

/** DESIGN §3.4: one idea fits in so many lines; a test lists cases and may be longer. */
const LINES_MAX = 400;
const TEST_LINES_MAX = 600;

export const fileLength: HouseRule = {
  name: "file-length",
  says: "A file has at most 400 lines, a test 600: beyond that it holds more than one idea.",
  reads: (path) => isCode(path) || path.endsWith(".css") || path.endsWith(".sql"),
  find: (files) =>
    files.flatMap((file) => {
      const lines = file.text.trimEnd().split("\n").length;
      const most = isTest(file.path) ? TEST_LINES_MAX : LINES_MAX;
      return lines > most ? [{ path: file.path, message: `${lines} lines, at most ${most}` }] : [];
    }),
};
