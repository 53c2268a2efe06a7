import type { Viewer } from "../../../platform/page.ts";
import { tenantPath } from "#ui-kit/index.ts";

/** The few pages of capabilities the shell leads to from everywhere. Outside a tenant there is only the front page. */
export type Addresses = {
  readonly home: string;
  readonly signIn: string | undefined;
  readonly notices: string | undefined;
  readonly me: string | undefined;
};

export function addressesFor(viewer: Viewer, backTo?: string): Addresses {
  if (viewer.tenant === undefined) return { home: "/", signIn: undefined, notices: undefined, me: undefined };
  const signIn = tenantPath(viewer, "accounts/sign-in");
  return {
    home: `/t/${encodeURIComponent(viewer.tenant.slug)}`,
    signIn: backTo === undefined ? signIn : `${signIn}?to=${encodeURIComponent(backTo)}`,
    notices: tenantPath(viewer, "accounts/notices"),
    me: tenantPath(viewer, "accounts/me"),
  };
}
