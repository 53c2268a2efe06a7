import type { Course } from "./course.ts";

/**
 * Who may force something into what must be published, as a rule of `decision-rules`: the shares the course has. Local figures: the law gives
 * the complaint (Art. 31), a province's own rule the shares.
 */
export function forceRule(
  course: Pick<Course, "title" | "version" | "forceAdults" | "forceRepresentatives">,
  day: string,
): object {
  const share = (of: string, atLeast: string) => (atLeast === "" ? [] : [{ of, atLeast }]);
  return {
    format: "gongzhi-decision-rule/1",
    id: "disclosure.force",
    version: String(course.version),
    kind: "initiative",
    name: { "zh-CN": "要求列入公开", en: "Something to be published" },
    level: "township",
    source: { text: course.title, edition: `第 ${course.version} 版`, confirmed: false },
    from: day,
    initiative: [...share("adults", course.forceAdults), ...share("representatives", course.forceRepresentatives)],
  };
}
