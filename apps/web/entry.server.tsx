import { PassThrough } from "node:stream";
import { text as readText } from "node:stream/consumers";
import { renderToPipeableStream } from "react-dom/server";
import { isRouteErrorResponse, ServerRouter, type EntryContext } from "react-router";
import { STATUS_OF } from "../../platform/http/status.ts";
import type { PageContext } from "../../platform/page.ts";
import { isRefusal, type Refusal } from "../../platform/refusal.ts";
import { pagePowers } from "./page-handle.ts";
import type { ServerPageContext } from "./page-context.ts";
import { loadTexts } from "./page-texts.ts";
import { contentSecurityPolicy } from "./security-headers.ts";

await loadTexts();

/** A page that takes longer hangs: the reader is better served by a plain failure. */
const RENDER_TIMEOUT_MS = 10_000;

/**
 * Renders the whole page before a byte is sent: without script, what streams in later would stay hidden, and a failure in the
 * middle could no longer become a 500.
 */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  router: EntryContext,
  context: PageContext,
): Promise<Response> {
  const { staticHandlerContext, routeModules } = router;
  const handles = staticHandlerContext.matches.map((match) => routeModules[match.route.id]?.handle);
  headers.set("content-type", "text/html; charset=utf-8");
  headers.set("content-security-policy", contentSecurityPolicy(context.nonce, pagePowers(handles)));
  const html = await renderPage(request.url, router, context.nonce);
  return new Response(html, { status: statusOf(staticHandlerContext, status), headers });
}

async function renderPage(url: string, router: EntryContext, nonce: string): Promise<string> {
  const ready = Promise.withResolvers<void>();
  const stream = renderToPipeableStream(<ServerRouter context={router} url={url} nonce={nonce} />, {
    nonce,
    onAllReady: ready.resolve,
    onShellError: ready.reject,
    onError: ready.reject,
    // Larger boundaries would be sent apart and put in place by a script.
    progressiveChunkSize: Number.POSITIVE_INFINITY,
  });
  const timer = setTimeout(() => stream.abort(new Error("The page was not rendered in time")), RENDER_TIMEOUT_MS);
  try {
    await ready.promise;
    return await readText(stream.pipe(new PassThrough()));
  } finally {
    clearTimeout(timer);
  }
}

/** A refusal shown by a page has the status of its kind, as in the API. */
function statusOf({ errors, actionData }: EntryContext["staticHandlerContext"], status: number): number {
  const shown = [
    ...Object.values(errors ?? {}).map((error) => (isRouteErrorResponse(error) ? (error.data as unknown) : undefined)),
    ...Object.values(actionData ?? {}).map(refusalOfForm),
  ];
  const refusal = shown.find((one): one is Refusal => isRefusal(one));
  return refusal === undefined ? status : STATUS_OF[refusal.kind];
}

function refusalOfForm(answer: unknown): unknown {
  return typeof answer === "object" && answer !== null && "refusal" in answer ? answer.refusal : answer;
}

/** Bugs go to the request's log; refusals and pages that are not there are answers, not bugs. */
export function handleError(
  error: unknown,
  { request, context }: { readonly request: Request; readonly context: ServerPageContext },
): void {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  if (isRouteErrorResponse(error) && isRefusal(error.data)) return;
  context.report(error);
}
