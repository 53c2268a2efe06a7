import type { Plant } from "./plant.ts";

const PROJECT = "projects.project.id";
const ACTS = [
  "put-on-project",
  "add-task",
  "finish-task",
  "change-line",
  "change-milestone",
  "reach-milestone",
  "add-contract",
  "enter-cost",
  "hang-papers",
  "report-done",
  "judge-project",
  "close-account",
  "stop-project",
];

/** Projects are the demo's own, in two villages. */
export const projects: Plant = {
  // The other tenant's copy has the same numbers: everybody's to read, and asked by one that nobody has.
  samples: { "projects/read-project.number": "20260101-0000-0000" },
  names: {
    ...Object.fromEntries(ACTS.map((act) => [`projects/${act}.id`, PROJECT])),
    "projects.postId": "organizations.post.id",
    "projects.taskId": "projects.task.id",
    "projects.lineId": "projects.line.id",
    "projects.milestoneId": "projects.milestone.id",
    "projects.photoIds": "platform.file.id",
    "projects.paperIds": "platform.file.id",
  },
};
