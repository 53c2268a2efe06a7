/** What every part of a diagram is drawn with. */
export type Pen = {
  /** Prefix of ids in the document, so that several diagrams can stand on one page. */
  readonly id: string;
  readonly taken: ReadonlySet<string>;
  readonly present: ReadonlySet<string>;
  readonly notes: ReadonlyMap<string, string>;
  readonly words: Words;
  readonly colours: Colours;
  readonly number: (value: number) => string;
  readonly text: (value: string) => string;
};

/** Default colours: print well, and hold 4.5:1 on white. A page's style sheet may override each by class. */
export const COLOURS = {
  ink: "#1f2328",
  line: "#6b7280",
  paper: "#ffffff",
  done: "#eef2ee",
  taken: "#1f6f50",
  present: "#a4262c",
  presentPaper: "#fdf1f0",
  faint: "#f6f7f8",
} as const;

export type Colours = Readonly<Record<keyof typeof COLOURS, string>>;

export type Words = {
  readonly diagram: string;
  readonly present: string;
  readonly done: string;
  readonly ahead: string;
  readonly stop: string;
  readonly comma: string;
  readonly none: string;
};

/** The few words in a diagram. */
export const WORDS: Readonly<Record<"zh-CN" | "en", Words>> = {
  "zh-CN": { diagram: "流程图", present: "当前步骤", done: "已完成", ahead: "未到", stop: "。", comma: "、", none: "无" },
  en: {
    diagram: "Procedure diagram",
    present: "Present step",
    done: "Done",
    ahead: "Ahead",
    stop: ". ",
    comma: ", ",
    none: "none",
  },
};

/**
 * The theme as a style sheet over custom properties, for the page's own CSS (the SVG itself carries no style element, so
 * that a strict content security policy needs no exception). Without it the defaults above are drawn.
 */
export const DIAGRAM_CSS = `
.procedure-diagram { color: var(--procedure-ink, ${COLOURS.ink}); max-width: 100%; height: auto; }
.procedure-diagram text { fill: var(--procedure-ink, ${COLOURS.ink}); }
.procedure-shape > .outline { fill: var(--procedure-paper, ${COLOURS.paper}); stroke: var(--procedure-line, ${COLOURS.line}); }
.procedure-shape > .sign { stroke: var(--procedure-line, ${COLOURS.line}); }
.procedure-shape.is-taken > .outline { fill: var(--procedure-done, ${COLOURS.done}); stroke: var(--procedure-taken, ${COLOURS.taken}); }
.procedure-shape.is-present > .outline { fill: var(--procedure-present-paper, ${COLOURS.presentPaper}); stroke: var(--procedure-present, ${COLOURS.present}); }
.procedure-shape.is-present > .flag { fill: var(--procedure-present, ${COLOURS.present}); }
.procedure-edge > polyline { stroke: var(--procedure-line, ${COLOURS.line}); }
.procedure-edge.is-taken > polyline { stroke: var(--procedure-taken, ${COLOURS.taken}); }
`.trim();
