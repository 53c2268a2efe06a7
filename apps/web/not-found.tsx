import { data } from "react-router";

/** Whatever no capability knows. A page of its own, so that it is said in the reader's language, below the tenant's name. */
export function loader(): never {
  throw data(null, { status: 404 }) as unknown as Error;
}

export default function NotFound() {
  return undefined;
}
