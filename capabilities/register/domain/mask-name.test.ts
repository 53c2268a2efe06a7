import { expect, test } from "vitest";
import { maskName } from "./mask-name.ts";

test.each([
  ["李", "李"],
  ["李国", "李*"],
  ["李建国", "李*国"],
  ["欧阳建国", "欧**国"],
  ["买买提·吐尔逊江", "买***江"],
  ["𠮷野家", "𠮷*家"],
  ["", ""],
])("%s → %s", (name, masked) => expect(maskName(name)).toBe(masked));
