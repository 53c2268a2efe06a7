import { data } from "react-router";
import { isRefusal, type Refusal } from "../../platform/refusal.ts";

/** A loader's answer, or the page that says why there is none: `const list = orRefuse(await context.call(searchAppeals, …))`. */
export function orRefuse<T>(answer: T | Refusal): T {
  // React Router takes a thrown answer to its error page, where the shell shows the refusal and sets the status by its kind.
  if (isRefusal(answer)) throw data(answer) as unknown as Error;
  return answer;
}
