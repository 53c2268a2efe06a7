const STEPS = ["受理", "派件", "办理", "评价", "公开"];
const NOW = 3;

/** Hidden from those who listen: the list of steps beside it says the same. Stands for the drawing of a procedure, which a capability makes from its BPMN. */
export function CourseDrawing() {
  return (
    <svg viewBox="0 0 520 80" aria-hidden="true" fontSize="18" fill="none" stroke="currentColor">
      {STEPS.map((words, place) => (
        <g key={words} transform={`translate(${place * 104 + 6} 20)`}>
          {place === 0 ? undefined : <path d="M-20 20H-2" />}
          <rect
            width="78"
            height="40"
            rx="4"
            fill={place === NOW ? "var(--accent)" : "none"}
            strokeWidth={place === NOW ? 3 : 1}
          />
          <text x="39" y="26" textAnchor="middle" stroke="none" fill={place === NOW ? "var(--on-accent)" : "currentColor"}>
            {words}
          </text>
        </g>
      ))}
    </svg>
  );
}
