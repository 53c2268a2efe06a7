import { Type } from "typebox";
import { defineAction, defineQuery, Field } from "#platform/contract.ts";

/** `<capability>.<what>`: of a use that a capability declares, or of a purpose that columns of its tables name. */
const PURPOSE = "^[a-z]+\\.[a-z0-9-]+$";
const Purpose = () => Type.String({ pattern: PURPOSE, maxLength: 160 });

export const OBJECTION_STATES = ["open", "upheld", "refused"] as const;

const OBJECTION = {
  id: Type.String(),
  purpose: Type.String(),
  says: Type.String(),
  state: Field.choice(...OBJECTION_STATES),
  askedAt: Field.instant(),
  /** The legal day at whose end it must be answered, and by which version of the rule. */
  dueOn: Type.String(),
  ruleVersion: Type.Integer(),
  overdue: Type.Boolean(),
  /** Who has to decide it, by post and name; empty while nobody holds the duty. */
  reviewer: Type.String(),
  /** Who decided it. */
  decider: Type.String(),
  decidedAt: Type.Union([Field.instant(), Type.Null()]),
  answer: Type.String(),
};

export const listUses = defineQuery({
  name: "privacy/list-uses",
  summary: "What the caller’s data are used for: what they may stop at once, what a duty keeps and they may object to, and why.",
  input: {},
  output: Type.Object({
    /** Where a door stands before the use: stopped there, in jobs that run later, too. */
    uses: Type.Array(
      Type.Object({
        purpose: Type.String(),
        ends: Field.choice("press", "objection"),
        textVersion: Type.Integer(),
        path: Type.String(),
        stopped: Type.Union([Type.Object({ since: Field.instant(), how: Field.choice("press", "objection") }), Type.Null()]),
      }),
    ),
    /** Purposes that the columns of held rows name, by capability. */
    kept: Type.Array(
      Type.Object({
        capability: Type.String(),
        /** Under which it is objected to. */
        purpose: Type.String(),
        /** The words of the columns’ comments. */
        says: Type.String(),
        bases: Type.Array(Type.String()),
        retentions: Type.Array(Type.String()),
      }),
    ),
    objections: Type.Array(Type.Object(OBJECTION)),
    /** Legal days in which an objection is answered; null where no rule says. */
    days: Type.Union([Type.Integer(), Type.Null()]),
  }),
});

export const stopUse = defineAction({
  name: "privacy/stop-use",
  summary: "Stops one use of the caller’s data, without erasing anything: from that moment on, in jobs that run later, too.",
  input: { purpose: Purpose() },
  output: Type.Object({ purpose: Type.String() }),
  refusals: { "not-joined": "conflict", "no-such-use": "absent", "duty-keeps-it": "conflict", "stopped-already": "conflict" },
});

export const resumeUse = defineAction({
  name: "privacy/resume-use",
  summary: "Lets a use go on that the caller stopped, or had stopped by an objection.",
  input: { purpose: Purpose() },
  output: Type.Object({ purpose: Type.String() }),
  refusals: { "not-joined": "conflict", "no-such-use": "absent", "not-stopped": "conflict" },
});

export const objectToUse = defineAction({
  name: "privacy/object-to-use",
  summary: "Objects to a use that a duty keeps: a named person decides by a day, with reasons.",
  input: { purpose: Purpose(), says: Field.text(2, 1_000) },
  output: Type.Object({ id: Type.String(), dueOn: Type.String() }),
  refusals: {
    "not-joined": "conflict",
    "no-such-use": "absent",
    "stops-at-once": "conflict",
    "stopped-already": "conflict",
    "objection-open": "conflict",
    "no-objection-rule": "conflict",
  },
});

export const decideObjection = defineAction({
  name: "privacy/decide-objection",
  summary: "Agrees to an objection, so that the use stops; or refuses it. Either way with reasons, told to whoever objected.",
  input: { id: Field.id(), outcome: Field.choice("upheld", "refused"), reason: Field.text(2, 1_000) },
  output: Type.Object({ id: Type.String(), state: Field.choice(...OBJECTION_STATES) }),
  refusals: { "objection-decided": "conflict", "own-objection": "forbidden" },
});

export const listObjections = defineQuery({
  name: "privacy/list-objections",
  summary: "Objections of residents of the reader’s area, those that wait first, by their day (at most 100).",
  input: {},
  output: Type.Object({
    objections: Type.Array(
      Type.Object({
        ...OBJECTION,
        name: Type.String(),
        /** True where a door stands before it, so that agreeing stops it; else whoever agrees has it done, and says what. */
        stops: Type.Boolean(),
        own: Type.Boolean(),
      }),
    ),
  }),
});
