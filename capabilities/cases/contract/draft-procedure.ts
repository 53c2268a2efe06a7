import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { PROCEDURE_KEY } from "./procedure-views.ts";

/** As JSON: twenty fields with their words fill some 4,000 characters. */
const MOST_FORMS_LENGTH = 20_000;

export const draftProcedure = defineAction({
  name: "cases/draft-procedure",
  summary: "Takes a drawn BPMN file as the draft of a procedure's next version, or of a new one. Nothing that runs changes.",
  input: {
    /** Of which procedure it is a version; left out for a new one, which has `name`, `title` and `ruleKey`. */
    key: Type.Optional(Type.String({ minLength: 3, maxLength: 60, pattern: PROCEDURE_KEY, control: "choice" })),
    /** The draft it takes the place of, which then is gone: of the same procedure, whatever `key` says. */
    replaces: Type.Optional(Field.id()),
    /** The new one's key is `office.` and this. */
    name: Type.Optional(Type.String({ minLength: 2, maxLength: 40, pattern: "^[a-z0-9]+(-[a-z0-9]+)*$" })),
    title: Type.Optional(Field.line(2, 40)),
    titleEn: Type.Optional(Field.line(0, 80)),
    /** The rule whose parameters give its deadlines. */
    ruleKey: Type.Optional(Type.String({ minLength: 3, maxLength: 60, pattern: PROCEDURE_KEY, control: "choice" })),
    fileId: Type.Unsafe<string>({ type: "string", format: "uuid", control: "file", purpose: "cases/procedure" }),
    /** JSON Schemas of the forms its generic steps name, by key; those the version before had are taken along. */
    forms: Type.Optional(Field.text(0, MOST_FORMS_LENGTH)),
  },
  output: Type.Object({ id: Type.String() }),
  refusals: { "file-gone": "conflict", "too-many-drafts": "conflict" },
});
