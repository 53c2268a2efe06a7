import type { PageArgs } from "#platform/page.ts";
import { PublishedDisclosure } from "../contract/take-published.ts";

/** The JSON Schema of the open data (draft 2020-12). */
export const loader = ({ request }: PageArgs<"tenant">) =>
  Response.json(
    {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: new URL(request.url).href,
      title: "Disclosures",
      type: "object",
      required: ["disclosures"],
      properties: { disclosures: { type: "array", items: PublishedDisclosure } },
    },
    { headers: { "content-type": "application/schema+json; charset=utf-8", "cache-control": "public, max-age=3600" } },
  );
