import { displayCookies } from "./display-cookies.ts";

/** The switches of language, large print and theme: plain forms that set a cookie and come back to the page they were on. */
export async function action({ request }: { readonly request: Request }): Promise<Response> {
  // A body that is no form asks for nothing.
  const form = await request.formData().catch(() => new FormData());
  const headers = new Headers({ location: comeBackTo(form.get("to")), "cache-control": "no-store" });
  const secure = new URL(request.url).protocol === "https:";
  for (const cookie of displayCookies(form, secure)) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}

/** Only a path of our own: a full address or `//host` would let a link send readers elsewhere. */
function comeBackTo(to: unknown): string {
  return typeof to === "string" && /^\/(?![/\\])[\u0021-\u007e]*$/.test(to) && to.length <= 2000 ? to : "/";
}
