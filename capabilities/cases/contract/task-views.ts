import { Type } from "typebox";
import { Field } from "#platform/contract.ts";

export const PAGE_SIZE = 30;
/** Why a task is given on or takes longer: a few sentences. */
export const REASON_LENGTH = { min: 2, max: 1_000 } as const;

export const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

/** One line of a work list. */
export const ListedTask = Type.Object({
  id: Type.String(),
  caseNumber: Type.String(),
  /** The capability whose matter it is: `appeals`. */
  kind: Type.String(),
  /** What the matter is called there; the case's number where nobody says. */
  title: Type.String(),
  /** Where it is done, below the tenant. */
  path: Type.String(),
  /** The step's name, in the procedure's own words. */
  name: Type.String(),
  action: Type.String(),
  unit: Type.String(),
  openedAt: Field.instant(),
  dueAt: Nullable(Field.instant()),
  /** Its hour is not told, nor when it was opened: it falls due before the day ends. */
  dueByDay: Type.Boolean(),
  provisional: Type.Boolean(),
  extended: Type.Integer(),
  /** Who took it, by title and public name; empty: nobody yet. */
  takenBy: Type.String(),
  mine: Type.Boolean(),
  /** It is done for a post one stands in for. */
  standIn: Type.Boolean(),
});

/** A link with another tenant: what was asked there, or from there, and how far it is. */
export const LinkView = Type.Object({
  id: Type.String(),
  relation: Type.String(),
  direction: Field.choice("out", "in"),
  /** What the other tenant is called, and the number of the case there; empty until it is received. */
  tenant: Type.String(),
  number: Type.String(),
  sentAt: Field.instant(),
  dueAt: Nullable(Field.instant()),
  receivedAt: Nullable(Field.instant()),
  answeredAt: Nullable(Field.instant()),
  withdrawnAt: Nullable(Field.instant()),
});
