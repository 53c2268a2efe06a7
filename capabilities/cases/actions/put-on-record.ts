import type { ActionContext } from "#platform/capability.ts";
import { appendPublic, type RecordSource } from "#capabilities/record/index.ts";
import { findOfficialProcedures } from "../store/find-official.ts";

export const PROCEDURE_KIND = "cases.procedure";

/** A procedure enacted goes on the record with the act: the very file by which cases run. */
export async function putProcedureOnRecord(context: ActionContext, key: string, version: number): Promise<void> {
  const subject = `${key}/${version}`;
  const [made] = await findOfficialProcedures(context.tx, { subjects: [subject] });
  if (made === undefined) throw new Error(`procedure ${subject} was not enacted`);
  appendPublic(context, { kind: PROCEDURE_KIND, subject, content: made.content });
}

export const PROCEDURES_ON_RECORD: RecordSource = {
  name: "流程",
  nameEn: "Procedure",
  current: async ({ tx }, which) => await findOfficialProcedures(tx, which),
  page: (subject) => `cases/procedures/${subject}`,
};
