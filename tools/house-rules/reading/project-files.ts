import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { SourceFile } from "./source-file.ts";

/** Text beyond this is generated or data: only its size is judged. */
const READ_BYTES_MAX = 1_000_000;
const TEXT = /\.(ts|tsx|mjs|js|mts|cts|sql|json|md|css|html|bpmn|svg|yml|yaml|txt)$|(^|\/)(LICENSE|run)$/;

/** What git does not track here (.gitignore), for a copy of the project without its history. */
const NOT_OURS = new Set([".git", "node_modules", "dist", "build", "data", ".react-router", "test-results", "bench-results"]);

/** What git tracks or would track: a file not committed yet is judged like the others, an ignored one is not ours. */
export function readProject(root: string): readonly SourceFile[] {
  const paths = existsSync(join(root, ".git")) ? listTracked(root) : listFolder(root, "");
  return paths.toSorted().flatMap((path) => readOne(root, path));
}

function listTracked(root: string): readonly string[] {
  const list = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64_000_000,
  });
  return [...new Set(list.split("\0"))].filter((path) => path !== "");
}

function listFolder(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? listFolder(root, path) : [path];
  });
}

function readOne(root: string, path: string): readonly SourceFile[] {
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  if (found === undefined || !found.isFile()) return []; // deleted, and not committed yet
  const readable = found.size <= READ_BYTES_MAX && TEXT.test(path);
  return [{ path, bytes: found.size, text: readable ? readFileSync(join(root, path), "utf8") : "" }];
}
