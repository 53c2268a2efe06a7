/**
 * The form of a generic step: a JSON Schema (2020-12) of one flat object whose properties are case variables. Only facts: what
 * people write in their own words goes into the step's remark, since a case's variables hold no personal text.
 */
export type StepForm = {
  readonly type: "object";
  readonly properties: Readonly<Record<string, StepField>>;
  readonly required?: readonly string[];
};

export type StepField = {
  readonly type: "boolean" | "integer" | "number" | "string";
  /** Of a string: a calendar day. A string without it has an `enum`. */
  readonly format?: "date";
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly title: string;
  readonly titleEn?: string;
  /** Words of the values of `enum`; without them the values themselves are shown. */
  readonly enumTitles?: Readonly<Record<string, string>>;
  readonly enumTitlesEn?: Readonly<Record<string, string>>;
};
