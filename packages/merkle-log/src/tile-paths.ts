import { LogFault } from "./fault.ts";
import { MOST_LEAVES } from "./tree.ts";

/** A tile holds the hashes of 256 neighbours; its height is eight levels of the tree (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;
export const TILE_HEIGHT = 8;
/** 64 bits are eight tiles high. */
const MOST_LEVEL = 7;

export type Tile = {
  /** 0: leaf hashes; each level up, one hash stands for a full tile below. */
  readonly level: number;
  /** Counted from 0 within its level. */
  readonly index: bigint;
  /** Hashes in it: 1 to 256. */
  readonly width: number;
};

/** A tile's or bundle's place in the log, without the log's prefix. */
export type TilePath =
  | (Tile & { readonly kind: "hashes" })
  | { readonly kind: "entries"; readonly index: bigint; readonly width: number };

/** `tile/0/x001/234.p/17` */
export function tilePath({ level, index, width }: Tile): string {
  return `tile/${level}/${numberPath(index)}${widthPath(width)}`;
}

/** `tile/entries/x001/234.p/17` */
export function entriesPath({ index, width }: Pick<Tile, "index" | "width">): string {
  return `tile/entries/${numberPath(index)}${widthPath(width)}`;
}

const PATH = /^tile\/(entries|[0-7])\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** Undefined for anything that is not the one way to write a place that can be. */
export function parseTilePath(path: string): TilePath | undefined {
  const [, level, number, partial] = PATH.exec(path) ?? [];
  if (level === undefined || number === undefined) return undefined;
  const index = BigInt(number.replaceAll(/[x/]/g, ""));
  const width = partial === undefined ? TILE_WIDTH : Number(partial);
  if (index > MOST_LEAVES || (partial !== undefined && width >= TILE_WIDTH) || numberPath(index) !== number) return undefined;
  return level === "entries" ? { kind: "entries", index, width } : { kind: "hashes", level: Number(level), index, width };
}

/** The tile of a tree of this size that stands there. @throws LogFault where there is none. */
export function tileOf(size: bigint, level: number, index: bigint): Tile {
  const left = (size >> BigInt(TILE_HEIGHT * level)) - index * BigInt(TILE_WIDTH);
  if (level > MOST_LEVEL || index < 0n || left <= 0n)
    throw new LogFault("bad-tile", `a tree of ${size} leaves has no tile ${level}/${index}`);
  return { level, index, width: left < BigInt(TILE_WIDTH) ? Number(left) : TILE_WIDTH };
}

/** Every tile of a tree, or those it has and a smaller one has not; level by level. */
export function* tilesBetween(from: bigint, to: bigint): Generator<Tile> {
  for (let level = 0; level <= MOST_LEVEL; level += 1) {
    const shift = BigInt(TILE_HEIGHT * level);
    const [before, after] = [from >> shift, to >> shift];
    if (after === before) return;
    for (let index = before >> 8n; index << 8n < after; index += 1n) yield tileOf(to, level, index);
  }
}

function numberPath(index: bigint): string {
  const digits = index.toString();
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.{3}/g) ?? [];
  return groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join("/");
}

function widthPath(width: number): string {
  return width === TILE_WIDTH ? "" : `.p/${width}`;
}
