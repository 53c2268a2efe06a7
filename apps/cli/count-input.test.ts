import { readBallots } from "@gongzhi/social-choice";
import { expect, test } from "vitest";
import { decodeBallots } from "./count-input.ts";

const TEXT = "ranking,count\n甲 > 乙,3\n乙 > 甲,2\n";
/** The same in GB 18030. */
const GB = Buffer.from("72616e6b696e672c636f756e740abcd7203e20d2d22c330ad2d2203e20bcd72c320a", "hex");

test.each([
  ["UTF-8", Buffer.from(TEXT)],
  ["UTF-8 with its mark", Buffer.from(`\ufeff${TEXT}`)],
  ["UTF-16", Buffer.from(`\ufeff${TEXT}`, "utf16le")],
  ["GB 18030", GB],
])("ballots in %s are read with their names apart", (_, bytes) => {
  expect(readBallots(decodeBallots(new Uint8Array(bytes)), "ballots.csv").candidates).toEqual(["甲", "乙"]);
});

test("what fits nothing else is Windows-1252, in which two names never become one", () => {
  const text = decodeBallots(new Uint8Array(Buffer.from("A,Z\xe9,Z\xe8\n1,2,3\n", "latin1")));
  expect(readBallots(text, "ballots.csv").candidates).toEqual(["A", "Zé", "Zè"]);
});
