import { defineQuery, Field } from "#platform/contract.ts";
import { JobView } from "./job-view.ts";

export const readJob = defineQuery({
  name: "accounts/read-job",
  summary: "How far one piece of long work is; only whoever started it may watch it.",
  input: { id: Field.id() },
  output: JobView,
});
