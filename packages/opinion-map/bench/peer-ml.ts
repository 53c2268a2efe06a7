import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** Where peers lie that are run beside ours: GONGZHI_PEERS, else `peers` beside the project. */
const FOLDER = resolve(process.env["GONGZHI_PEERS"] ?? resolve(import.meta.dirname, "../../../../peers"));

type Matrix = readonly (readonly number[])[];
type PcaLibrary = {
  readonly PCA: new (data: Matrix) => {
    readonly predict: (data: Matrix, options: { readonly nComponents: number }) => { readonly to2DArray: () => number[][] };
  };
};
type KMeansLibrary = {
  readonly kmeans: (data: number[][], k: number, options: { readonly seed: number }) => { readonly clusters: number[] };
};

/**
 * ml-pca and ml-kmeans (MIT), the libraries opinion maps in a browser are made with: a whole matrix with 0 for what is missing, two
 * components, k-means for 2 to 5 groups; neither silhouettes nor what sets groups apart. Undefined: absent.
 */
export function openMl(): ((matrix: Matrix) => number[][]) | undefined {
  if (!["ml-pca", "ml-kmeans"].every((name) => existsSync(join(FOLDER, "node_modules", name)))) return undefined;
  const load = createRequire(join(FOLDER, "peers.cjs"));
  const { PCA } = load("ml-pca") as PcaLibrary;
  const { kmeans } = load("ml-kmeans") as KMeansLibrary;
  return (matrix) => {
    const places = new PCA(matrix).predict(matrix, { nComponents: 2 }).to2DArray();
    return [2, 3, 4, 5].map((k) => kmeans(places, k, { seed: 1 }).clusters);
  };
}
