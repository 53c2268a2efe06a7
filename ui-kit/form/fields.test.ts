import { Type } from "typebox";
import { describe, expect, test } from "vitest";
import { defineAction, Field as Schema } from "../../platform/contract.ts";
import { planMeeting } from "../gallery/sample/contract/plan-meeting.ts";
import { raiseMatter } from "../gallery/sample/contract/raise-matter.ts";
import { fieldAt, fieldsOf, pointerOf } from "./fields.ts";

describe("fieldsOf", () => {
  test("draws each schema with its control, in order", () => {
    expect(fieldsOf(raiseMatter).map(({ name, kind, required }) => `${name} ${kind}${required ? "" : "?"}`)).toEqual([
      "villageId hidden",
      "title line",
      "text text",
      "kind choice",
      "happenedOn date?",
      "households number?",
      "costCents money?",
      "photoIds files?",
      "anonymous yes",
    ]);
    expect(fieldsOf(planMeeting).map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      "beginsAt instant",
      "place line",
      "invited choices",
      "items rows",
      "guests lines",
    ]);
  });

  test("opens objects, and takes null for may be left empty", () => {
    const signature = defineAction({
      name: "sample/place-it",
      summary: "x",
      input: {
        place: Type.Object({ town: Schema.line(1, 20), lot: Type.Union([Type.Integer(), Type.Null()]) }),
        way: Type.Union([Type.Literal("on-foot"), Type.Literal("by-bus")]),
      },
      output: Type.Object({}),
    });
    const fields = fieldsOf(signature);
    expect(fields.map(({ name, kind, required }) => [name, kind, required])).toEqual([
      ["place.town", "line", true],
      ["place.lot", "number", false],
      ["way", "choice", true],
    ]);
    expect(fields[2]?.values).toEqual(["on-foot", "by-bus"]);
  });
});

test("a refusal's pointer finds its control, or the one that holds it", () => {
  const names = ["place.town", "photoIds", "items.0.title"];
  expect([
    pointerOf("place.town"),
    fieldAt("/place/town", names),
    fieldAt("/photoIds/3", names),
    fieldAt("/items/0/title", names),
    fieldAt("/other", names),
  ]).toEqual(["/place/town", "place.town", "photoIds", "items.0.title", undefined]);
});
