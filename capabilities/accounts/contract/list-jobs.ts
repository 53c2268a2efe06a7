import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { JobView } from "./job-view.ts";

export const listJobs = defineQuery({
  name: "accounts/list-jobs",
  summary: "Long work the reader started here, newest first (at most 50).",
  input: {},
  output: Type.Object({ jobs: Type.Array(JobView) }),
});
