import { Day, DayLine, Section, StatusTag, useText, type Tone } from "#ui-kit/index.ts";
import type { View } from "./words.tsx";

type Milestone = View["milestones"][number];

/** The milestones as a picture, and the same as a list with every day that was changed and why. */
export function Days({ view }: { readonly view: View }) {
  const t = useText("projects");
  const { project, milestones } = view;
  const days = milestones.map(({ dueOn, reachedOn }) => reachedOn ?? dueOn);
  const ends = [...days, project.beganOn, ...milestones.map(({ dueOn }) => dueOn)].toSorted();
  return (
    <Section title={t("days.title")}>
      <p>
        {t("days.count", { count: milestones.length, reached: milestones.filter(({ reachedOn }) => reachedOn !== null).length })}
      </p>
      <DayLine
        from={ends[0] ?? project.beganOn}
        to={ends.at(-1) ?? project.dueOn}
        today={view.today}
        marks={milestones.map((one) => ({ key: one.id, day: one.dueOn, tone: toneOf(one) }))}
      />
      <ol className="stack numbered">
        {milestones.map((one) => (
          <li key={one.id}>
            <p>
              <strong>{one.title}</strong> <StatusTag tone={toneOf(one)}>{t(`days.${stateOf(one)}`)}</StatusTag>{" "}
              <Day day={one.reachedOn ?? one.dueOn} weekday />
              {one.reachedOn === null || one.reachedOn === one.dueOn ? undefined : (
                <span className="small soft">
                  {" "}
                  {t("days.planned")} <Day day={one.dueOn} />
                </span>
              )}
            </p>
            {one.note === "" ? undefined : <p className="small pre">{one.note}</p>}
            <Moved milestone={one} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Moved({ milestone: { earlier, dueOn, why, setOn } }: { readonly milestone: Milestone }) {
  const t = useText("projects");
  if (why === "") return undefined;
  const old = earlier.at(-1);
  return (
    <p className="small soft">
      {old === undefined ? t("days.added") : t("days.moved")} <Day day={setOn} />
      {old === undefined ? undefined : (
        <>
          {t("colon")}
          <del>
            <Day day={old.value} />
          </del>{" "}
          → <Day day={dueOn} />
        </>
      )}
      {" · "}
      {t("why", { why })}
    </p>
  );
}

function stateOf({ reachedOn, late }: Milestone): string {
  return reachedOn !== null ? "reached" : late ? "late" : "ahead";
}

function toneOf(milestone: Milestone): Tone {
  return milestone.reachedOn !== null ? "good" : milestone.late ? "bad" : "neutral";
}
