/** Where one signs in; `to` brings one back. */
export const SIGN_IN_PATH = "/sign-in";

export function signInPath(backTo: string): string {
  return `${SIGN_IN_PATH}?to=${encodeURIComponent(backTo)}`;
}
