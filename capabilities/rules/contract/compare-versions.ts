import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Citation, Nullable, Parameter } from "./rule-views.ts";

const VersionNumber = Type.Integer({ minimum: 1, maximum: 1_000_000 });
const Compared = Type.Object({ version: Type.Integer(), from: Field.date() });
const Line = Type.Object({
  kind: Field.choice("same", "gone", "added", "changed"),
  stretches: Type.Array(Type.Object({ text: Type.String(), mark: Field.choice("same", "gone", "added") })),
});

export const compareVersions = defineQuery({
  name: "rules/compare-versions",
  summary: "What a version of a rule changed: its text article by article, its figures, and the articles it rests on.",
  input: {
    id: Field.id(),
    newer: VersionNumber,
    /** Left out: the one that held before. */
    older: Type.Optional(VersionNumber),
  },
  output: Type.Object({
    title: Type.String(),
    older: Compared,
    newer: Compared,
    /** Other versions the newer one can be compared with. */
    others: Type.Array(Compared),
    /** Old text by its `same` and `gone` stretches, new text by its `same` and `added` ones. */
    lines: Type.Array(Line),
    /** Figures that differ; null where one version has none at that place. */
    figures: Type.Array(Type.Object({ older: Nullable(Parameter), newer: Nullable(Parameter) })),
    citations: Type.Object({ gone: Type.Array(Citation), added: Type.Array(Citation) }),
  }),
});
