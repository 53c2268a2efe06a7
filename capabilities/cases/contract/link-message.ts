import { Type, type Static } from "typebox";
import { Field } from "#platform/contract.ts";

/** The format's name and version: a reader refuses what it does not know (`docs/linked-cases.md`). */
export const LINK_FORMAT = "gongzhi-link/1";

/** Facts are few and flat; a longer list is a matter for the powers list or the record, not for a letter. */
const MAX_FACTS = 40;
const MAX_LISTED = 200;
const MAX_FACT_LENGTH = 500;
/** Words go along only where the sender's rule lets them. An appeal holds 2,000 characters, an entry 5,000. */
const MAX_WORDS = 12;
const MAX_WORDS_LENGTH = 20_000;

const Name = Type.String({ pattern: "^[a-z][A-Za-z0-9]{0,39}$" });
const Fact = Type.Union([Type.String({ maxLength: MAX_FACT_LENGTH }), Type.Number(), Type.Boolean(), Type.Null()]);
const Listed = Type.Record(Name, Fact, { maxProperties: MAX_FACTS, additionalProperties: false });

/** By name: a fact, or a list of small records of facts (the units one may choose from). */
export const LinkFacts = Type.Record(Name, Type.Union([Fact, Type.Array(Listed, { maxItems: MAX_LISTED })]), {
  maxProperties: MAX_FACTS,
  additionalProperties: false,
});
export const LinkWords = Type.Record(Name, Type.String({ maxLength: MAX_WORDS_LENGTH }), {
  maxProperties: MAX_WORDS,
  additionalProperties: false,
});

/** The body that sends: its id, what it is called, and the number of its case. */
const Sender = Type.Object(
  { tenant: Field.id(), name: Field.line(1, 200), case: Type.String({ maxLength: 40 }) },
  { additionalProperties: false },
);

const envelope = {
  format: Type.Literal(LINK_FORMAT),
  /** The id of the message that opens the link: what makes every message of it once. */
  link: Field.id(),
  from: Sender,
  /** The tenant it is for. */
  to: Field.id(),
  at: Field.instant(),
};

export const LinkOpened = Type.Object(
  {
    ...envelope,
    kind: Type.Literal("open"),
    /** What is asked, by a name both sides know: `appeals.dispute`. */
    relation: Type.String({ pattern: "^[a-z][a-z-]{0,39}\\.[a-z][a-z-]{0,39}$" }),
    /** ltree path of the official division it is about; a grid is the sender's own and stays there. */
    area: Type.String({ pattern: "^[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*$", maxLength: 200 }),
    /** When the sender goes on without an answer. */
    dueAt: Type.Union([Field.instant(), Type.Null()]),
    facts: LinkFacts,
    words: LinkWords,
  },
  { additionalProperties: false },
);

export const LinkAnswered = Type.Object(
  { ...envelope, kind: Type.Literal("answer"), facts: LinkFacts, words: LinkWords },
  { additionalProperties: false },
);

export const LinkWithdrawn = Type.Object({ ...envelope, kind: Type.Literal("withdraw") }, { additionalProperties: false });

export const LinkMessage = Type.Union([LinkOpened, LinkAnswered, LinkWithdrawn]);

/** What the receiver says at once, each time the same: where the matter stands there. */
export const LinkReceipt = Type.Object(
  { link: Field.id(), case: Type.String({ maxLength: 40 }), state: Field.choice("open", "ended", "withdrawn") },
  { additionalProperties: false },
);

export type LinkFacts = Static<typeof LinkFacts>;
export type LinkWords = Static<typeof LinkWords>;
export type LinkOpened = Static<typeof LinkOpened>;
export type LinkAnswered = Static<typeof LinkAnswered>;
export type LinkWithdrawn = Static<typeof LinkWithdrawn>;
export type LinkMessage = Static<typeof LinkMessage>;
export type LinkReceipt = Static<typeof LinkReceipt>;
