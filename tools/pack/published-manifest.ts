/** What a package's `package.json` holds here: its doors are TypeScript sources, since the house runs unbuilt. */
export type SourceManifest = {
  readonly name: string;
  readonly version: string;
  readonly files?: readonly string[];
  readonly exports: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
};

/** The oldest Node whose module loader takes what we emit (import attributes). */
const NODE_RANGE = ">=20.19.0";

const PAPERS: ReadonlySet<string> = new Set(["README.md", "CHANGELOG.md", "LICENSE"]);

/** Folders that are shipped as they are: schemas, examples. */
export function dataFolders({ files = [] }: SourceManifest): readonly string[] {
  return files.filter((file) => file !== "src" && !PAPERS.has(file));
}

/** The same manifest for others: doors are JavaScript with types beside it, and only what is built or is data is shipped. */
export function publishedManifest(source: SourceManifest): Readonly<Record<string, unknown>> {
  const data = dataFolders(source);
  const published = (path: string) =>
    data.some((folder) => path.startsWith(`./${folder}/`)) ? path : builtDoor(source.name, path);
  return {
    ...source,
    files: ["dist", ...data, ...PAPERS],
    exports: Object.fromEntries(Object.entries(source.exports).map(([door, path]) => [door, published(path)])),
    engines: { node: NODE_RANGE },
  };
}

function builtDoor(name: string, path: string) {
  const stem = /^\.\/src\/(.+)\.ts$/.exec(path)?.[1];
  if (stem === undefined) throw new Error(`${name}: the door ${path} is no TypeScript file below src`);
  return { types: `./dist/${stem}.d.ts`, default: `./dist/${stem}.js` };
}
