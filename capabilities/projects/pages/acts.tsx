import { FoldedForm, useText, type FormState, type FormProps } from "#ui-kit/index.ts";
import { addContract } from "../contract/add-contract.ts";
import { addTask } from "../contract/add-task.ts";
import { changeLine } from "../contract/change-line.ts";
import { changeMilestone } from "../contract/change-milestone.ts";
import { closeAccount } from "../contract/close-account.ts";
import { enterCost } from "../contract/enter-cost.ts";
import { hangPapers } from "../contract/hang-papers.ts";
import { judgeProject } from "../contract/judge-project.ts";
import { putOnProject } from "../contract/put-on-project.ts";
import { reachMilestone } from "../contract/reach-milestone.ts";
import { reportDone } from "../contract/report-done.ts";
import { stopProject } from "../contract/stop-project.ts";
import type { View } from "./words.tsx";

/** In the order they are used. */
export const ACTS = [
  judgeProject,
  closeAccount,
  reachMilestone,
  enterCost,
  hangPapers,
  addContract,
  addTask,
  putOnProject,
  changeLine,
  changeMilestone,
  reportDone,
  stopProject,
] as const;

/** What this reader may do with it now. */
export function Acts({ view, state }: { readonly view: View; readonly state: FormState | undefined }) {
  const t = useText("projects");
  return (
    <>
      {ACTS.filter(({ name }) => view.may.includes(name.slice("projects/".length))).map((signature) => (
        <FoldedForm
          key={signature.name}
          signature={signature}
          state={state}
          omit={["id"]}
          options={optionsFor(view, signature.name, t)}
          values={signature === enterCost ? { direction: "paid" } : {}}
          accept={{ photoIds: "image/*", paperIds: "image/*,.pdf" }}
          help={t(`help.${signature.name.slice("projects/".length)}`)}
        />
      ))}
    </>
  );
}

function optionsFor(view: View, act: string, t: ReturnType<typeof useText>): FormProps["options"] {
  const lines = view.lines.map(({ id, name }) => ({ value: id, label: name }));
  const open = view.milestones
    .filter(({ reachedOn }) => reachedOn === null)
    .map(({ id, title }) => ({ value: id, label: title }));
  switch (act) {
    case changeLine.name:
      return { lineId: [...lines, { value: "", label: t("newLine") }] };
    case changeMilestone.name:
      return { milestoneId: [...open, { value: "", label: t("newMilestone") }] };
    case addTask.name:
      return {
        postId: view.members.map(({ postId, organization, title }) => ({ value: postId, label: `${organization} ${title}` })),
      };
    default:
      return { lineId: lines, milestoneId: open, postId: view.posts.map(({ value, name }) => ({ value, label: name })) };
  }
}
