/**
 * A drawing the server made: a procedure's course, a plan. The only place where markup is put in as it is, since a picture by its
 * address could neither take the page's colours nor be read aloud. `svg` comes from our own drawing code, which escapes every word in
 * it; never from a file or a person.
 */
export function Drawing({ svg }: { readonly svg: string }) {
  return <div className="drawing" dangerouslySetInnerHTML={{ __html: svg }} />;
}
