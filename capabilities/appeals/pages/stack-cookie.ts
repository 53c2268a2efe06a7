/** What goes from one paper to the next: who asked, where, and the code to hand over; for an hour, for this page alone. */
type Stack = { readonly mandate: string; readonly place: string; readonly receipt: string };

const NAME = "gz_stack";
const COOKIE = /(?:^|;\s*)gz_stack=([^;]{1,3000})/;
const KEPT_SECONDS = 3_600;

/** @param path the page it is for */
export function keepStack(path: string, stack: Stack): string {
  return `${NAME}=${encodeURIComponent(JSON.stringify(stack))}; Path=${path}; HttpOnly; SameSite=Lax; Max-Age=${KEPT_SECONDS}`;
}

/** Empty where there is none or it is none of ours. */
export function readStack(request: Request): Stack {
  try {
    const read: unknown = JSON.parse(decodeURIComponent(COOKIE.exec(request.headers.get("cookie") ?? "")?.[1] ?? ""));
    const of = (name: keyof Stack) => {
      const value = typeof read === "object" && read !== null ? (read as Readonly<Record<string, unknown>>)[name] : undefined;
      return typeof value === "string" ? value : "";
    };
    return { mandate: of("mandate"), place: of("place"), receipt: of("receipt") };
  } catch {
    return { mandate: "", place: "", receipt: "" };
  }
}
