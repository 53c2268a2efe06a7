import { expect, test } from "vitest";
import { toHex, utf8 } from "./bytes.ts";
import { canonicalJson, type JsonValue } from "./canonical-json.ts";

test("RFC 8785 §3.2.2 and §3.2.4: the RFC's own example, byte for byte", () => {
  const value = JSON.parse(String.raw`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  }`) as JsonValue;
  expect(toHex(utf8(canonicalJson(value)))).toBe(
    "7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b3333333333333333332e333333333333332c3165" +
      "2b33302c342e352c302e3030322c31652d32375d2c22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d",
  );
});

test("RFC 8785 §3.2.3: names are sorted by UTF-16 code units", () => {
  const value =
    JSON.parse(String.raw`{"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}`) as JsonValue;
  expect([...canonicalJson(value).matchAll(/:"([^"]*)"/g)].map((match) => match[1])).toEqual([
    "Carriage Return",
    "One",
    "Control",
    "Latin Small Letter O With Diaeresis",
    "Euro Sign",
    "Emoji: Grinning Face",
    "Hebrew Letter Dalet With Dagesh",
  ]);
});

/** RFC 8785, appendix B: IEEE 754 bits and their one text. */
const NUMBERS = `0000000000000000 0
8000000000000000 0
0000000000000001 5e-324
8000000000000001 -5e-324
7fefffffffffffff 1.7976931348623157e+308
ffefffffffffffff -1.7976931348623157e+308
4340000000000000 9007199254740992
c340000000000000 -9007199254740992
4430000000000000 295147905179352830000
44b52d02c7e14af5 9.999999999999997e+22
44b52d02c7e14af6 1e+23
44b52d02c7e14af7 1.0000000000000001e+23
444b1ae4d6e2ef4e 999999999999999700000
444b1ae4d6e2ef4f 999999999999999900000
444b1ae4d6e2ef50 1e+21
3eb0c6f7a0b5ed8c 9.999999999999997e-7
3eb0c6f7a0b5ed8d 0.000001
41b3de4355555553 333333333.3333332
41b3de4355555554 333333333.33333325
41b3de4355555555 333333333.3333333
41b3de4355555556 333333333.3333334
41b3de4355555557 333333333.33333343
becbf647612f3696 -0.0000033333333333333333
43143ff3c1cb0959 1424953923781206.2`;

test.each(NUMBERS.split("\n").map((line) => line.split(" ") as [string, string]))(
  "RFC 8785, appendix B: %s is %s",
  (bits, text) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, BigInt(`0x${bits}`));
    expect(canonicalJson(view.getFloat64(0))).toBe(text);
  },
);

test("what has no form is refused, wherever it stands", () => {
  const deep = Array.from({ length: 80 }).reduce<unknown>((inner) => [inner], 1);
  for (const value of [
    Number.NaN,
    Infinity,
    -Infinity,
    "\ud800",
    { "\udfff": 1 },
    undefined,
    [undefined],
    { a: undefined },
    1n,
    new Date(),
    new Map(),
    deep,
  ])
    expect(() => canonicalJson(value as JsonValue)).toThrow(expect.objectContaining({ code: "not-canonical" }));
});

test("an object without a prototype is an object; a __proto__ of JSON is a name like others", () => {
  expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"a":2}}') as JsonValue)).toBe('{"__proto__":{"a":2},"b":1}');
  expect(canonicalJson(Object.assign(Object.create(null) as object, { a: [] }) as unknown as JsonValue)).toBe('{"a":[]}');
});
