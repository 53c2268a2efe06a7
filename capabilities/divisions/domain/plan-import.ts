/** One version of a code as the tree holds it: legal days, `validTo` the first on which it no longer holds. */
export type KnownVersion = {
  readonly code: string;
  readonly name: string;
  readonly path: string;
  readonly validFrom: string;
  readonly validTo: string | null;
};

export type SourceDivision = { readonly code: string; readonly name: string };

export type DivisionPlan = {
  /** New to the tree, parents first. */
  readonly add: readonly { readonly code: string; readonly name: string; readonly path: string }[];
  /** Known under another name until the day of the source. */
  readonly rename: readonly KnownVersion[];
  readonly names: ReadonlyMap<string, string>;
  readonly unchanged: number;
  /** The tree knows of a later day: a name that began, or a code that ended, after the source was made. They stay as they are. */
  readonly newer: readonly string[];
  /** In force below the county since before, but not in the source: somebody says what became of them (`divisions succeed`). */
  readonly missing: readonly string[];
};

/**
 * What taking in a county changes. Nothing is ever taken away, and what the tree knows better stays, so that taking the same source in again
 * changes nothing.
 * @param source a county, what stands above it and what lies below, in any order
 * @param from the legal day the source describes
 */
export function planImport(
  known: readonly KnownVersion[],
  source: readonly SourceDivision[],
  county: string,
  from: string,
): DivisionPlan {
  const versions = Map.groupBy(known, ({ code }) => code);
  const paths = new Map(known.map(({ code, path }) => [code, path]));
  const add: { code: string; name: string; path: string }[] = [];
  const rename: KnownVersion[] = [];
  const names = new Map<string, string>();
  const newer: string[] = [];
  let unchanged = 0;
  for (const { code, name } of [...source].sort((a, b) => a.code.length - b.code.length || (a.code < b.code ? -1 : 1))) {
    const before = versions.get(code);
    const open = before?.find(({ validTo }) => validTo === null);
    if (before === undefined) {
      const path = `${paths.get(parentOf(code)) ?? "cn"}.${code}`;
      paths.set(code, path);
      add.push({ code, name, path });
    } else if (open?.name === name) unchanged += 1;
    else if (open === undefined || open.validFrom >= from) newer.push(code);
    else {
      rename.push(open);
      names.set(code, name);
    }
  }
  const there = new Set(source.map(({ code }) => code));
  const missing = known.filter(
    ({ code, validFrom, validTo }) => validTo === null && validFrom <= from && code.startsWith(county) && !there.has(code),
  );
  return { add, rename, names, unchanged, newer, missing: missing.map(({ code }) => code).sort() };
}

const LENGTHS = [2, 4, 6, 9, 12];

function parentOf(code: string): string {
  return code.slice(0, LENGTHS[LENGTHS.indexOf(code.length) - 1] ?? 0);
}
