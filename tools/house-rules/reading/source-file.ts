/** A file of the project as the rules see it: its path from the root, with `/`. */
export type SourceFile = {
  readonly path: string;
  readonly bytes: number;
  /** Empty for what is not text, or too big to be read. */
  readonly text: string;
};

export function isCode(path: string): boolean {
  return /\.(ts|tsx|mjs|js|mts|cts)$/.test(path) && !path.endsWith(".d.ts");
}

export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}
