import type { Job } from "../capability.ts";
import { purgeFiles } from "./purge-files.ts";
import { purgePersonal } from "./purge-personal.ts";
import { purgeTraces } from "./purge-traces.ts";

/** The kernel's own jobs, by name; row-level security knows `platform/purge-files` by this name. */
export const NIGHTLY: Readonly<Record<string, Job>> = {
  "platform/purge-traces": purgeTraces,
  "platform/purge-files": purgeFiles,
  "platform/purge-personal": purgePersonal,
};
