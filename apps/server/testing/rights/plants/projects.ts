import { OWN_PATH, SIBLING_PATH } from "../places.ts";
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

/** Projects are the demo's own, in two villages; the unit that leads carries them out, and nobody is kept from accepting them. */
export const projects: Plant = {
  rows: async (house, { leadUnit }) => {
    await house.admin(
      `update projects.project p set organization_id = $1, barred = '{}' from platform.tenant t
         where t.id = p.tenant_id and t.slug = 'qinghe' and p.division_path = any($2::ltree[])`,
      [leadUnit, [OWN_PATH, SIBLING_PATH]],
    );
  },
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
