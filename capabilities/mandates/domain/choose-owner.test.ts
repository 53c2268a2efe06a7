import { expect, test } from "vitest";
import { chooseOwner } from "./choose-owner.ts";

const power = (organization_id: string, act: string, means: string) => ({
  power_id: `p-${organization_id}`,
  organization_id,
  path: "cn.1",
  act,
  means,
});

test("a body owns what it has the power and the means for, and nothing else", () => {
  const helper = power("helper", "assist", "两名志愿者");
  const poor = power("poor", "handle", " ");
  const able = power("able", "handle", "一名保洁员");
  expect(chooseOwner([helper, poor, able], "handle", "")).toEqual({ owner: able });
  expect(chooseOwner([helper, poor], "handle", "")).toEqual({ lacks: "means" });
  expect(chooseOwner([helper, poor], "handle", "补助三千元")).toEqual({ owner: poor });
  expect(chooseOwner([helper], "handle", "补助三千元")).toEqual({ lacks: "power" });
  expect(chooseOwner([], "assist", "")).toEqual({ lacks: "power" });
});
