import { expect, test } from "vitest";
import { takeWords } from "./take-words.ts";

const take = (text: string, ...words: readonly string[]) => takeWords(text, { words, mark: "〔〕", copied: true });

test.each([
  // A whole cell, a whole line, after a colon, in a list.
  ["李四", "李四", "〔〕"],
  ["王小明", "王小明", "〔〕"],
  ["欧阳娜娜", "由欧阳娜娜负责", "由〔〕负责"],
  ["李四", "乙方：李四，已签字。", "乙方：〔〕，已签字。"],
  ["李四", "张三、李四、王五", "张三、〔〕、王五"],
  ["李四", "修桥\n李四\n2026-05-01 验收合格。", "修桥\n〔〕\n2026-05-01 验收合格。"],
  ["李四", "（李四）李四", "（〔〕）〔〕"],
  ["阿依", "负责人 阿依 电话", "负责人 〔〕 电话"],
])("%s goes where it stands as it was copied: %s", (word, text, left) => {
  expect(take(text, word)).toBe(left);
});

test.each([
  ["李四", "李四光路"],
  ["李四", "从李四家门口到桥头"],
  ["王芳", "王芳华、小王芳"],
  ["李", "李"],
  ["李", "李、张两家，桃李村"],
  ["东风", "东风2号渠"],
])("%s leaves alone what is another word: %s", (word, text) => {
  expect(take(text, word)).toBe(text);
});

test("short words go from what may be a copy and from nothing else, long ones from everywhere", () => {
  const apart = { words: ["李四", "老李家的屋顶"], mark: "〔〕", copied: false };
  expect(takeWords("李四：老李家的屋顶漏水", apart)).toBe("李四：〔〕漏水");
});

test("a title that was cut when it was copied goes as well, and a longer word before one that it holds", () => {
  const title = "桥".repeat(30) + "路".repeat(50);
  expect(take(`${[...title].slice(0, 76).join("")}：结算`, title)).toBe("〔〕：结算");
  expect(take(`${[...title].slice(0, 59).join("")}：结算`, title)).not.toContain("〔〕");
  expect(take("李四海（李四）", "李四", "李四海")).toBe("〔〕（〔〕）");
  expect(take("甲(乙)$& + 甲(乙)$&1", "甲(乙)$&")).toBe("〔〕 + 〔〕1");
});
