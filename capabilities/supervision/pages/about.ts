/** What a form is about stands in its address, and nobody types it. */
export function aboutOf(request: Request): { readonly about?: string } {
  const about = new URL(request.url).searchParams.get("about");
  return about === null ? {} : { about };
}
