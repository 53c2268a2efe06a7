import { expect, it } from "vitest";
import { licences } from "./licences.ts";
import { found } from "./planted.ts";

const SOUND = {
  "package.json": '{ "license": "AGPL-3.0-or-later" }',
  LICENSE: "                    GNU AFFERO GENERAL PUBLIC LICENSE\n                       Version 3, 19 November 2007\n",
  "packages/a/package.json": '{ "license": "MIT" }',
  "packages/a/LICENSE": "MIT License\n\nCopyright …\n\nPermission is hereby granted, free of charge",
};

it("lets the house and a package with their licences stand", () => {
  expect(found(licences, SOUND)).toEqual([]);
});

it.each([
  ["package.json", '{ "license": "MIT" }'],
  ["package.json", "{}"],
  ["LICENSE", ""],
  ["LICENSE", SOUND["packages/a/LICENSE"]],
  ["packages/a/package.json", '{ "license": "ISC" }'],
  ["packages/a/LICENSE", "MIT License"],
  ["packages/a/LICENSE", SOUND.LICENSE],
])("stops %s with %j", (path, text) => {
  expect(found(licences, { ...SOUND, [path]: text })).toHaveLength(1);
});
