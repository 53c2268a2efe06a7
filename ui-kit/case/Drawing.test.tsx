import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { KIT_MESSAGES } from "../testing/kit-messages.ts";
import { renderPage } from "../testing/render-page.tsx";
import { Drawing } from "./Drawing.tsx";

const draw = (svg: string) => renderPage(<Drawing svg={svg} />, { messages: KIT_MESSAGES });
const svgWith = (more: string) => `<svg aria-labelledby="course-title course-desc" width="1234.5" height="60"${more}></svg>`;

test("a drawing stands in a box of its own that scrolls, by keys too, and is as wide as it was drawn", () => {
  const html = draw(svgWith(""));
  expect(html).toMatch(/<section class="drawing" aria-label="流程图" tabindex="0">/iu);
  expect(html).toContain("--drawn:1234.5px");
  expect(html).not.toContain("course-present");
});

test("what fits its place, a map, has neither a box that scrolls nor a word about one", () => {
  const svg = '<svg class="map" viewBox="0 0 900 600" width="900" height="600"></svg>';
  expect(renderPage(<Drawing svg={svg} fits />, { messages: KIT_MESSAGES })).toBe(`<div class="drawing">${svg}</div>`);
});

test("the present step has a place that a browser opens the box at, and a link to it", () => {
  const html = draw(svgWith(' data-present="0.415 0.500"'));
  expect(html).toContain('href="#course-present"');
  expect(html).toMatch(/id="course-present"[^>]*style="left:41.5%;top:50.0%"/u);
});

test("every colour that drawings bring gives way to a token", () => {
  const pen = readFileSync(new URL("../../packages/procedure/src/diagram/pen.ts", import.meta.url), "utf8");
  const css = readFileSync(new URL("../styles/case.css", import.meta.url), "utf8");
  const colours = [...pen.slice(0, pen.indexOf("as const")).matchAll(/"(#[0-9a-f]{6})"/gu)].map(([, colour = ""]) => colour);
  expect(colours.length).toBe(8);
  for (const colour of colours) for (const kind of ["fill", "stroke"]) expect(css).toContain(`.drawing [${kind}="${colour}"] {`);
});
