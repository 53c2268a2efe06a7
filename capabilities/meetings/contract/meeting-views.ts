import { Type, type TSchema } from "typebox";
import { Field } from "#platform/contract.ts";

/** A meeting has an agenda one can get through in a day. */
export const MAX_ITEMS = 20;
export const MAX_PAPERS = 20;
/** The largest hall whose list is handled as one: a residents' meeting of 3,000 households. */
export const MAX_DUE = 20_000;

export const STATES = ["called", "called-off", "open", "not-held", "closed"] as const;
export const METHODS = ["show-of-hands", "paper-ballots", "phone"] as const;
export const CHOICES = ["for", "against", "abstain"] as const;
/** As it is shown, with or without its dashes; long enough that nobody finds another's by trying. */
export const Receipt = () => Type.String({ minLength: 12, maxLength: 40, pattern: "^[0-9A-Za-z -]*$" });

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const Votes = () => Type.Integer({ minimum: 0, maximum: MAX_DUE });
/** Whole 1/100 m² a quarter's owners can hold together: 100 km². */
export const MAX_FLOOR_DM2 = 10_000_000_000;
export const Floor = () => Type.Integer({ minimum: 0, maximum: MAX_FLOOR_DM2 });
const BY_CHOICE = { for: Votes(), against: Votes(), abstain: Votes(), invalid: Votes() };
/** Of owners: the floor area behind each choice; null where none is counted. */
const Floors = () => Nullable(Type.Object({ for: Floor(), against: Floor(), abstain: Floor(), invalid: Floor() }));
export const Option = Type.Object({ value: Type.String(), name: Type.String() });
/** A name the law's default has in both languages. */
export const Named = Type.Object({ value: Type.String(), name: Type.String(), nameEn: Type.String() });

/** One reason of a verdict: its sentences, and the figures it compares. */
export const ReasonView = Type.Object({
  code: Type.String(),
  effect: Type.String(),
  sentence: Type.String(),
  sentenceEn: Type.String(),
  figure: Nullable(Type.Integer()),
  threshold: Nullable(Type.Integer()),
  outOf: Nullable(Type.Integer()),
  article: Nullable(Type.String()),
  text: Nullable(Type.String()),
});

export const MeetingFacts = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  form: Type.String(),
  title: Type.String(),
  area: Type.String(),
  path: Type.String(),
  group: Type.String(),
  meetsAt: Field.instant(),
  day: Field.date(),
  place: Type.String(),
  convener: Type.String(),
  state: Field.choice(...STATES),
  published: Type.Boolean(),
});

export const Does = Field.choice("choose", "recall", "appraise");

export const ItemView = Type.Object({
  id: Type.String(),
  number: Type.Integer(),
  title: Type.String(),
  wording: Type.String(),
  matter: Nullable(Named),
  method: Nullable(Field.choice(...METHODS)),
  /** By secret ballot alone. */
  secret: Type.Boolean(),
  state: Field.choice("waiting", "voting", "decided"),
  round: Type.Integer(),
  steppedAside: Type.Integer(),
  /** Tellers who have counted this round; whether the reader is one of them; counts of the round before, where they did not agree. */
  counted: Type.Integer(),
  ownCount: Type.Boolean(),
  differed: Type.Array(Type.Object({ ...BY_CHOICE, floors: Floors() })),
  votes: Nullable(Type.Object(BY_CHOICE)),
  floors: Floors(),
  outcome: Type.String(),
  reasons: Type.Array(ReasonView),
  /** One of several to choose, somebody to recall, or how somebody served: then "for" is 称职 and "against" 不称职. */
  does: Nullable(Does),
  /** It is about the reader, who does not count it. */
  ownMatter: Type.Boolean(),
  /** What must still be entered by whoever runs the meeting: a term that begins, one that ends, in which bodies it may. */
  toCarryOut: Nullable(Type.Object({ bodies: Type.Array(Option) })),
  carriedOutOn: Nullable(Field.date()),
  /** Where the matter it decides on is told from its beginning, below the tenant. */
  about: Nullable(Type.String()),
  /** What whoever is chosen or recalled holds by it: a place among the representatives, or a post of a body. */
  holds: Nullable(Field.choice("delegate", "post")),
});
