import { EICAR, type Sample } from "./sample.ts";

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>';

type Case = readonly [about: string, name: string, content: string | Buffer, expected: string, declaredType?: string];

const CASES: readonly Case[] = [
  ["SVG with a script", "a.svg", SVG, "file-kind"],
  ["SVG called PNG", "a.png", SVG, "file-extension"],
  ["SVG called text", "a.txt", `\ufeff\n  ${SVG}`, "file-active"],
  ["page", "a.html", "<!doctype html><script>alert(1)</script>", "file-kind"],
  ["page called CSV", "a.csv", "<HTML><body onload=alert(1)>", "file-active"],
  ["page after a heading", "a.csv", "姓名,电话\n<script>alert(1)</script>,1\n", "file-active"],
  ["PHP called text", "a.txt", "<?php system('id');", "file-active"],
  ["PDF head inside text", "a.txt", `${"x".repeat(100)}%PDF-1.7`, "file-active"],
  ["declared as a page", "a.txt", "好", "file-active", "text/html"],
  ["EICAR", "a.txt", EICAR, "file-infected"],
  ["EICAR far inside a table", "a.csv", `a,b\n${"1,2\n".repeat(50_000)}${EICAR}\n`, "file-infected"],
  ["text with NUL", "a.csv", "a,b\n1,\u0000\n", "text-control"],
  ["terminal commands", "a.txt", "\u001b]0;x\u0007", "text-control"],
  ["bytes of no encoding", "a.txt", Buffer.from([0x61, 0xff, 0xff, 0x80]), "text-encoding"],
  ["program called text", "a.txt", Buffer.from("4d5a90000300", "hex"), "file-extension"],
  ["shell script called text", "a.txt", "#!/bin/sh\nrm -rf /\n", "file-extension"],
  ["RTF called text", "a.txt", "{\\rtf1{\\object\\objocx}}", "file-extension"],
  ["old Word", "a.doc", Buffer.from("d0cf11e0a1b11ae100000000", "hex"), "file-old-office"],
  ["old Excel called new", "a.xlsx", Buffer.from("d0cf11e0a1b11ae100000000", "hex"), "file-old-office"],
  ["nothing", "a.txt", "", "file-empty"],
  ["no extension", "README", "好", "file-kind"],
  ["too large", "a.txt", Buffer.alloc(31 * 1024 * 1024, "好"), "file-size"],
];

export const TEXT_SAMPLES: readonly Sample[] = CASES.map(([about, name, content, expected, declaredType]) => ({
  about,
  name,
  bytes: Buffer.from(content as string),
  expected,
  ...(declaredType === undefined ? {} : { declaredType }),
}));
