/** What tells groups apart without colour: letter, shape, and a colour seen on white paper and on a dark page (3:1 on both). */
export type Mark = {
  readonly letter: string;
  readonly color: string;
  readonly path: (x: number, y: number, radius: number) => string;
};

/** Everybody, where there are no groups. */
export const PLAIN_MARK: Mark = { letter: "", color: "#7d7d7d", path: circle };

export const MARKS: readonly Mark[] = [
  { letter: "A", color: "#2f7bc8", path: circle },
  {
    letter: "B",
    color: "#c9572b",
    path: polygon(
      [
        [-1, -1],
        [1, -1],
        [1, 1],
        [-1, 1],
      ],
      0.89,
    ),
  },
  {
    letter: "C",
    color: "#2d8f62",
    path: polygon(
      [
        [0, -1.1],
        [1, 0.8],
        [-1, 0.8],
      ],
      1.15,
    ),
  },
  {
    letter: "D",
    color: "#9a63c4",
    path: polygon(
      [
        [0, -1],
        [1, 0],
        [0, 1],
        [-1, 0],
      ],
      1.25,
    ),
  },
  { letter: "E", color: "#8d7a3a", path: polygon(cross(0.36), 1.1) },
];

function circle(x: number, y: number, radius: number): string {
  const r = fixed(radius);
  return `M${fixed(x - radius)} ${fixed(y)}a${r} ${r} 0 1 0 ${fixed(2 * radius)} 0a${r} ${r} 0 1 0 ${fixed(-2 * radius)} 0z`;
}

function polygon(corners: readonly (readonly [number, number])[], size: number): Mark["path"] {
  return (x, y, radius) =>
    `M${corners.map(([dx, dy]) => `${fixed(x + dx * radius * size)} ${fixed(y + dy * radius * size)}`).join("L")}z`;
}

function cross(half: number): (readonly [number, number])[] {
  return [
    [-half, -1],
    [half, -1],
    [half, -half],
    [1, -half],
    [1, half],
    [half, half],
    [half, 1],
    [-half, 1],
    [-half, half],
    [-1, half],
    [-1, -half],
    [-half, -half],
  ];
}

/** One decimal is finer than a screen shows. */
export function fixed(value: number): string {
  return String(Math.round(value * 10) / 10);
}
