import { Type } from "typebox";
import { defineAction, defineQuery, Field } from "#platform/contract.ts";

export const INTERVENTIONS = ["reset-second-factor", "disable", "enable"] as const;
export type InterventionKind = (typeof INTERVENTIONS)[number];

const input = { personId: Type.String({ format: "uuid", control: "hidden" }), reason: Field.text(5, 500) };
/** `waiting`: a second person decides, within three days. */
const output = Type.Object({ id: Type.String(), state: Field.choice("done", "waiting") });
const refusals = {
  "own-account": "forbidden",
  "no-account": "conflict",
  "account-waits": "conflict",
} as const;

export const resetSecondFactor = defineAction({
  name: "accounts/reset-second-factor",
  summary:
    "Removes a lost second factor of somebody’s account and ends its sessions; they set up another one when they next sign in.",
  input,
  output,
  refusals: { ...refusals, "no-second-factor": "conflict" },
});

export const disableAccount = defineAction({
  name: "accounts/disable-account",
  summary: "Closes this tenant to somebody’s account: its sessions end at once, and it signs in here no more.",
  input,
  output,
  refusals: { ...refusals, "disabled-already": "conflict" },
});

export const enableAccount = defineAction({
  name: "accounts/enable-account",
  summary: "Opens this tenant again to an account it was closed to.",
  input,
  output,
  refusals: { ...refusals, "not-disabled": "conflict" },
});

export const decideIntervention = defineAction({
  name: "accounts/decide-intervention",
  summary: "A second person agrees to what is to be done to an administrator’s account, or refuses it.",
  input: { id: Field.id(), decision: Field.choice("agreed", "refused") },
  output: Type.Object({ id: Type.String(), state: Field.choice("done", "refused") }),
  refusals: {
    "own-account": "forbidden",
    "own-intervention": "forbidden",
    "intervention-decided": "conflict",
    "intervention-expired": "gone",
  },
});

export const listAccounts = defineQuery({
  name: "accounts/list-accounts",
  summary:
    "Accounts of this tenant and how they sign in: holders of posts and closed ones, or whoever has exactly this name or phone (at most 100); what was done to accounts, newest first (at most 50).",
  input: { q: Type.Optional(Field.line(0, 40)) },
  output: Type.Object({
    accounts: Type.Array(
      Type.Object({
        personId: Type.String(),
        name: Type.String(),
        posts: Type.Array(Type.String()),
        totp: Type.Boolean(),
        passkeys: Type.Integer(),
        sessions: Type.Integer(),
        disabledAt: Type.Union([Field.instant(), Type.Null()]),
        may: Type.Array(Type.String()),
      }),
    ),
    interventions: Type.Array(
      Type.Object({
        id: Type.String(),
        kind: Field.choice(...INTERVENTIONS),
        name: Type.String(),
        reason: Type.String(),
        state: Field.choice("waiting", "done", "refused", "expired"),
        askedBy: Type.String(),
        askedAt: Field.instant(),
        decidedBy: Type.String(),
        expiresAt: Field.instant(),
        may: Type.Array(Type.String()),
      }),
    ),
  }),
});
