import { expect, test } from "vitest";
import { sharedBuffers } from "./settings.ts";

const GIB = 1024 ** 3;

test.each([
  { memory: 1 * GIB, buffers: GIB / 8 },
  { memory: 2 * GIB, buffers: GIB / 8 },
  { memory: 4 * GIB, buffers: GIB / 2 },
  { memory: 8 * GIB, buffers: 1.5 * GIB },
  { memory: 64 * GIB, buffers: 4 * GIB },
])("of $memory bytes of memory the database keeps $buffers for pages", ({ memory, buffers }) => {
  expect(sharedBuffers(memory)).toBe(buffers);
});
