import { createHash, randomBytes } from "node:crypto";
import { canonicalJson, type JsonValue } from "@gongzhi/merkle-log";
import { expect, test } from "vitest";
import { makeSealedLeaf } from "./make-leaf.ts";
import { commitTo, type Opening, sealFields } from "./seal-fields.ts";

/** TRUST §1b: names and numbers somebody tries on a leaf whose words and salts were erased; all of them by night. */
const GUESSES = process.env["GONGZHI_NIGHTLY"] === "1" ? 1_000_000 : 50_000;

const FAMILY = Array.from("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗");
const GIVEN = Array.from("伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英华玉兰春梅建国文");

function* dictionary(): Generator<string> {
  for (const family of FAMILY) for (const one of GIVEN) for (const two of ["", ...GIVEN]) yield `${family}${one}${two}`;
  for (let number = 13_800_000_000; ; number += 1) yield String(number);
}

/** How a careless record would have hashed it: bare, as JSON, with its name, or under something that anybody can read in the leaf. */
function hashesOf(name: string, value: JsonValue, prefixes: readonly Buffer[]): readonly string[] {
  const texts = [
    typeof value === "string" ? value : canonicalJson(value),
    canonicalJson(value),
    canonicalJson([name, value]),
    canonicalJson({ [name]: value }),
  ];
  return prefixes.flatMap((prefix) => texts.map((text) => createHash("sha256").update(prefix).update(text).digest("hex")));
}

test("no guess at a name or a number fits a leaf whose words and salts are gone", () => {
  const secret = { name: "罗玉兰", phone: "13800000042", title: "路灯" };
  const { openings, commitments } = sealFields(secret, () => randomBytes(32));
  const ref = randomBytes(16);
  const { leaf } = makeSealedLeaf(
    { kind: "appeals.outcome", subject: "20261127-AB" },
    { commitments, shown: ["name", "phone", "title"], title: "" },
    { ref, on: "2026-11-27" },
  );
  // The title's words and salt are still shown to everybody: they help nobody with the others.
  const left = openings["title"] as Opening;
  const known = [Buffer.alloc(0), Buffer.alloc(32), ref, Buffer.from(ref.toString("hex")), Buffer.from(left.salt, "hex")];
  const inLeaf = new Set(leaf.match(/[0-9a-f]{64}/g));
  expect(inLeaf.size).toBe(3);
  let guesses = 0;
  let [namesTried, phonesTried] = [false, false];
  const fitting: string[] = [];
  for (const guess of dictionary()) {
    if ((guesses += 1) > GUESSES) break;
    namesTried ||= guess === secret.name;
    phonesTried ||= guess === secret.phone;
    const name = /^\d/.test(guess) ? "phone" : "name";
    if (hashesOf(name, guess, known).some((hash) => inLeaf.has(hash))) fitting.push(guess);
  }
  expect([namesTried, phonesTried]).toEqual([true, true]);
  expect(fitting).toEqual([]);
  // With the salt that was erased the very same guess fits: it is what keeps the words.
  for (const name of ["name", "phone"] as const) {
    const salt = Buffer.from(openings[name]?.salt ?? "", "hex");
    expect(hashesOf(name, secret[name], [salt]).filter((hash) => inLeaf.has(hash))).toEqual([
      commitTo(name, openings[name] as Opening),
    ]);
  }
});
