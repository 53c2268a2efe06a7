/** What a package's `package.json` holds here: its doors are TypeScript sources, since the house runs unbuilt. */
export type SourceManifest = {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
};

/** The oldest Node whose module loader takes what we emit (import attributes). */
const NODE_RANGE = ">=20.19.0";

/** The same manifest for others: doors are JavaScript with types beside it, and only what is built is shipped. */
export function publishedManifest(source: SourceManifest): Readonly<Record<string, unknown>> {
  return {
    ...source,
    files: ["dist", "README.md", "CHANGELOG.md", "LICENSE"],
    exports: Object.fromEntries(Object.entries(source.exports).map(([door, path]) => [door, builtDoor(source.name, path)])),
    engines: { node: NODE_RANGE },
  };
}

function builtDoor(name: string, path: string) {
  const stem = /^\.\/src\/(.+)\.ts$/.exec(path)?.[1];
  if (stem === undefined) throw new Error(`${name}: the door ${path} is no TypeScript file below src`);
  return { types: `./dist/${stem}.d.ts`, default: `./dist/${stem}.js` };
}
