import { expect, test } from "vitest";
import { tellApart } from "./choosing.ts";

const of = (name: string, group: string) => ({ name, group });

test("a name alone stands for one person; namesakes carry their group, and those of one group their order", () => {
  expect(tellApart([of("王芳", "一组"), of("李伟", "一组"), of("李伟", "二组")])).toEqual([
    "王芳",
    "李伟（一组）",
    "李伟（二组）",
  ]);
  expect(tellApart([of("李伟", "一组"), of("李伟", "二组"), of("李伟", "二组")])).toEqual([
    "李伟（一组）",
    "李伟（二组，同名之1）",
    "李伟（二组，同名之2）",
  ]);
  expect(tellApart([of("李伟", ""), of("李伟", "一组")])).toEqual(["李伟", "李伟（一组）"]);
});
