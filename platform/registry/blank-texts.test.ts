import { Type } from "typebox";
import { expect, test } from "vitest";
import { defineAction, Field } from "../contract.ts";
import { makeValidator } from "./validate.ts";

const { input } = defineAction({
  name: "a/b",
  summary: "",
  input: {
    why: Field.text(5, 100),
    title: Field.line(2, 20),
    note: Type.Optional(Field.text(0, 100)),
    rows: Type.Optional(Type.Array(Type.Object({ line: Field.line(1, 20) }))),
  },
  output: Type.Object({}),
});
const validator = makeValidator(input);
const given = (more: object) => validator.errors({ why: "路灯坏了三天", title: "路灯", ...more });

test.each([
  "      ",
  "　　　　　",
  "\n\n\n\n\n\n",
  "\t \r\n \t",
  "\u200b\u200d\u2060\ufeff\u200b",
  "\u3164\u3164\u3164\u3164\u3164",
  "\u2800\u2800\u2800\u2800\u2800",
  "\u202e\u202c\u202e\u202c\u202e",
  "\u00ad\u034f\u115f\u1160\uffa0",
])("%j says nothing where a text is asked for", (why) => {
  expect(given({ why })).toEqual([{ pointer: "/why", code: "minLength", facts: { limit: 5 } }]);
});

test.each(["。。。。。", "😀😀😀😀😀", "𠮷𡃁𪚥𠮷𡃁", "  a  b ", "ok \u200b\u200b", "مرحبا", "12345", "\u202eabcde"])(
  "%j says something",
  (why) => {
    expect(given({ why })).toBeNull();
  },
);

test("each blank text is named, also in a list; what may be empty may be blank", () => {
  expect(given({ title: "  ", rows: [{ line: "一" }, { line: " " }] })).toEqual([
    { pointer: "/title", code: "minLength", facts: { limit: 2 } },
    { pointer: "/rows/1/line", code: "minLength", facts: { limit: 1 } },
  ]);
  expect(given({ note: "   " })).toBeNull();
  expect(given({ note: "" })).toBeNull();
});
