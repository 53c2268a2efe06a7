import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { unpackWoff } from "#platform/pdf/unpack-woff.ts";

/** Regular and bold are what our pages use; the package cuts each into about a hundred files by character. */
const WEIGHTS = /-(?:400|700)-normal\.woff$/;

/**
 * Writes Noto Sans SC as fonts the browser finds by itself (its font search does not read WOFF), and the configuration that
 * makes it the answer to every generic family: without it Chinese shows as boxes.
 * @param folder where to write; @param home where the folder will stand when it is used.
 */
export function writeFonts(folder: string, home: string) {
  const files = join(dirname(createRequire(import.meta.url).resolve("@fontsource/noto-sans-sc/package.json")), "files");
  mkdirSync(join(folder, "fonts"), { recursive: true });
  for (const name of readdirSync(files).filter((file) => WEIGHTS.test(file))) {
    writeFileSync(join(folder, "fonts", name.replace(/\.woff$/, ".ttf")), unpackWoff(readFileSync(join(files, name))));
  }
  writeFileSync(join(folder, "fonts.conf"), configuration(home));
}

/** Some of the cuts call their family "Noto Sans SC Thin": the font they were cut from. */
function configuration(home: string): string {
  const families = ["sans-serif", "serif", "system-ui", "monospace"].map(
    (generic) =>
      `<match target="pattern"><test name="family"><string>${generic}</string></test>` +
      `<edit name="family" mode="assign" binding="strong"><string>Noto Sans SC</string></edit></match>`,
  );
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>${join(home, "fonts")}</dir>
<cachedir>${join(home, "fonts-cache")}</cachedir>
<match target="scan"><test name="family" compare="contains"><string>Noto Sans SC</string></test>
<edit name="family" mode="assign"><string>Noto Sans SC</string></edit></match>
${families.join("\n")}
</fontconfig>
`;
}
