import { toXesStream, type XesCase } from "@gongzhi/procedure";
import type { InputOf, OutputOf } from "#platform/contract.ts";
import type { PageArgs } from "#platform/page.ts";
import { isRefusal } from "#platform/refusal.ts";
import { orRefuse, readSearch } from "#ui-kit/index.ts";
import { readLog } from "../contract/read-log.ts";
import { toXesCase } from "../contract/to-xes-case.ts";

/** The event log as a file of IEEE 1849-2016 (XES), page by page as it is read: a log of any length takes the memory of one page. */
export const loader = async ({ request, params, context }: PageArgs<"tenant">) => {
  const { cursor: _, ...asked } = readSearch(request, readLog);
  // What is refused is refused before anything is sent.
  const first = orRefuse(await context.call(readLog, asked));
  const precision = asked.precision ?? "day";
  const chunks = toXesStream(casesFrom(context, asked, first), { precision, name: `${params.tenant} ${precision}` });
  return new Response(streamOf(chunks), {
    headers: {
      "content-type": "application/xml; charset=utf-8",
      "content-disposition": `attachment; filename="${params.tenant}-${precision}.xes"`,
      "cache-control": "no-store",
    },
  });
};

type Asked = InputOf<typeof readLog>;

async function* casesFrom(context: PageArgs["context"], asked: Asked, first: OutputOf<typeof readLog>): AsyncGenerator<XesCase> {
  for (let page = first; ;) {
    for (const one of page.cases) yield toXesCase(one);
    if (page.next === null) return;
    const next = await context.call(readLog, { ...asked, cursor: page.next });
    // A right that ended meanwhile ends the file: half a log is no log, and the reader's parser says so.
    if (isRefusal(next)) throw new Error(`the log broke off: ${next.code}`);
    page = next;
  }
}

/** As fast as the reader takes it, and no faster. */
function streamOf(chunks: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const next = await chunks.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    cancel: async () => void (await chunks.return(undefined)),
  });
}
