import { Day, FoldedForm, Section, StatusTag, useText, type FormState, type Tone } from "#ui-kit/index.ts";
import { answerComment } from "../contract/answer-comment.ts";
import { useArticleName, type View } from "./words.tsx";

type Comment = View["comments"][number];

const TONES: Readonly<Record<NonNullable<Comment["outcome"]>, Tone>> = {
  adopted: "good",
  partly: "info",
  "not-adopted": "neutral",
};

/** What was said of each article, and what became of it; nobody's name. */
export function Comments({ view, state }: { readonly view: View; readonly state: FormState | undefined }) {
  const t = useText("rulemaking");
  const { consultation, comments } = view;
  if (consultation === null) return undefined;
  return (
    <Section title={t("comments.title")}>
      <p>{t("comments.count", { comments: consultation.comments, answered: consultation.answered })}</p>
      {comments.map((one) => (
        <OneComment key={one.id} comment={one} mayAnswer={view.may.includes("answer-comment")} state={state} />
      ))}
    </Section>
  );
}

type OneProps = { readonly comment: Comment; readonly mayAnswer: boolean; readonly state: FormState | undefined };

function OneComment({ comment, mayAnswer, state }: OneProps) {
  const t = useText("rulemaking");
  const name = useArticleName();
  return (
    <div className="stack">
      <p className="small soft">
        {name(comment.article)} · <Day day={comment.madeOn} /> {comment.own ? t("comments.own") : ""}
      </p>
      <p className="prose pre">{comment.text}</p>
      {comment.outcome === null || comment.answeredOn === null ? (
        <p>
          <StatusTag tone="warn">{t("comments.waits")}</StatusTag>
        </p>
      ) : (
        <p className="prose pre">
          <StatusTag tone={TONES[comment.outcome]}>{t(`outcomes.${comment.outcome}`)}</StatusTag> <Day day={comment.answeredOn} />{" "}
          {comment.answer}
        </p>
      )}
      {comment.outcome === null && mayAnswer ? (
        <FoldedForm signature={answerComment} id={comment.id} state={state} values={{ id: comment.id }} />
      ) : undefined}
    </div>
  );
}
