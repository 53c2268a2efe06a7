import { resolve } from "node:path";
import { packPackage, PackRefusal } from "./pack-package.ts";

process.exitCode = await main(process.argv.slice(2));

async function main([name, folder]: readonly string[]): Promise<number> {
  if (name === undefined) {
    process.stderr.write("usage: node tools/pack-package.mjs NAME [FOLDER]\n");
    return 2;
  }
  try {
    process.stdout.write(`${await packPackage(name, resolve(folder ?? "."))}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof PackRefusal)) throw error;
    process.stderr.write(`pack-package: ${error.message}\n`);
    return 2;
  }
}
