import { bind } from "#platform/capability.ts";
import { signedIn } from "#platform/policy.ts";
import { signOutEverywhere } from "../contract/sign-out-everywhere.ts";
import { signOut } from "../contract/sign-out.ts";
import { endAllSessions, endSession } from "../store/sessions.ts";

export const signOutBound = bind(signOut, {
  policy: signedIn,
  keepsAnswer: false,
  run: async (context) => {
    await endSession(context);
    context.session({ kind: "end" });
    return { done: true };
  },
});

export const signOutEverywhereBound = bind(signOutEverywhere, {
  policy: signedIn,
  keepsAnswer: false,
  run: async (context) => {
    await endAllSessions(context);
    context.session({ kind: "end" });
    return { done: true };
  },
});
