import type { HouseRule } from "./house-rule.ts";

/** Git keeps every version for ever, and every clone fetches it. */
const BYTES_MAX = 1_000_000;

export const fileSize: HouseRule = {
  name: "file-size",
  says: "No file over 1 MB in the repository: data is fetched or generated.",
  reads: () => true,
  find: (files) =>
    files.filter((file) => file.bytes > BYTES_MAX).map((file) => ({ path: file.path, message: `${file.bytes} bytes` })),
};
