import type { TSchema } from "typebox";

/** What a file of open data holds, as a JSON Schema (draft 2020-12) at its own address. */
export function schemaAnswer(request: Request, schema: TSchema): Response {
  return Response.json(
    { $schema: "https://json-schema.org/draft/2020-12/schema", $id: new URL(request.url).href, ...schema },
    { headers: { "content-type": "application/schema+json; charset=utf-8", "cache-control": "public, max-age=3600" } },
  );
}
