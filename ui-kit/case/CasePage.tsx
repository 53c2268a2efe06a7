import type { ReactNode } from "react";
import type { Crumb } from "../parts/Breadcrumbs.tsx";
import { FactList, type Fact } from "../parts/FactList.tsx";
import { PageHead } from "../parts/PageHead.tsx";
import { Section } from "../parts/Section.tsx";
import { StatusTag, type Tone } from "../parts/StatusTag.tsx";
import { StepList, type Step } from "../parts/StepList.tsx";
import { Timeline, type Happening } from "../parts/Timeline.tsx";
import { useText } from "../setting/Setting.tsx";
import { PaperList, type Paper } from "./PaperList.tsx";

type Props = {
  readonly title: string;
  /** Its readable number. */
  readonly number?: string;
  readonly crumbs?: readonly Crumb[];
  readonly state: { readonly words: string; readonly tone: Tone };
  /** One sentence: where it stands and who has it. */
  readonly stands: ReactNode;
  /** A `<Deadline>`. */
  readonly deadline?: ReactNode;
  /** A `<Seal>`, where it is on the record. */
  readonly seal?: ReactNode;
  /** What this reader can do now: links, forms, `<Confirm>`. Left out, nothing is asked of them. */
  readonly can?: ReactNode;
  readonly facts?: readonly Fact[];
  /** The procedure drawn as SVG with the present step lit. */
  readonly diagram?: ReactNode;
  readonly steps?: readonly Step[];
  readonly timeline?: readonly Happening[];
  readonly papers?: readonly Paper[];
  /** Sections of its own: text, photos, meters. */
  readonly children?: ReactNode;
};

/** One matter: where it stands first, then what I can do, then how it came and where it goes. */
export function CasePage(props: Props) {
  const { title, number, crumbs, state, stands, deadline, seal, can, facts = [], papers = [], children } = props;
  const t = useText("ui-kit");
  return (
    <article className="page case-page">
      <PageHead title={title} crumbs={crumbs} />
      <section className={`state-line ${state.tone}`} aria-label={t("case.state")}>
        <p className="state-words">
          <StatusTag tone={state.tone}>{state.words}</StatusTag> <span>{stands}</span>
        </p>
        <p className="state-more small">
          {number === undefined ? undefined : <span className="figures">{number}</span>}
          {deadline}
          {seal}
        </p>
      </section>
      <div className="case-columns">
        <div className="case-main">
          {can === undefined ? undefined : (
            <Section title={t("case.can")} className="case-can no-print stack">
              {can}
            </Section>
          )}
          {children}
          <Course {...props} />
        </div>
        {facts.length === 0 && papers.length === 0 ? undefined : (
          <div className="case-side">
            {facts.length === 0 ? undefined : <Section title={t("case.facts")}>{<FactList facts={facts} />}</Section>}
            {papers.length === 0 ? undefined : <Section title={t("case.papers")}>{<PaperList papers={papers} />}</Section>}
          </div>
        )}
      </div>
    </article>
  );
}

const NONE: readonly never[] = [];

/** The way it takes, and what happened on it. */
function Course({ diagram, steps = NONE, timeline = NONE }: Props) {
  const t = useText("ui-kit");
  return (
    <>
      {diagram === undefined && steps.length === 0 ? undefined : (
        <Section title={t("case.course")}>
          {diagram === undefined ? undefined : <div className="diagram">{diagram}</div>}
          {steps.length === 0 ? undefined : <StepList steps={steps} />}
        </Section>
      )}
      {timeline.length === 0 ? undefined : <Section title={t("case.timeline")}>{<Timeline happenings={timeline} />}</Section>}
    </>
  );
}
