import { SaxesParser } from "saxes";
import { XML_DEPTH_MAX, XML_LENGTH_MAX } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";

/** Strict reading before bpmn-moddle's lax one: well-formed with namespaces, no DOCTYPE (entity bombs), bounded size and depth. */
export function checkXml(xml: string): Refusal | undefined {
  if (xml.length > XML_LENGTH_MAX) {
    return refuse("xml-too-large", `The file has ${xml.length} characters; at most ${XML_LENGTH_MAX} are read.`);
  }
  const parser = new SaxesParser({ xmlns: true, position: true });
  let refusal: Refusal | undefined;
  let depth = 0;
  const stop = (found: Refusal) => {
    refusal ??= found;
  };
  parser.on("error", (error) => stop(refuse("xml-malformed", `The file is not well-formed XML: ${error.message}.`)));
  parser.on("doctype", () => stop(refuse("xml-doctype", "The file declares a document type.")));
  parser.on("opentag", () => {
    depth += 1;
    if (depth > XML_DEPTH_MAX) stop(refuse("xml-malformed", `XML elements are nested deeper than ${XML_DEPTH_MAX}.`));
  });
  parser.on("closetag", () => {
    depth -= 1;
  });
  for (const chunk of chunksOf(xml)) {
    parser.write(chunk);
    if (refusal !== undefined) return refusal;
  }
  parser.close();
  return refusal;
}

/** In pieces, so that a refusal stops the reading. */
function* chunksOf(text: string): Generator<string> {
  const size = 4_096;
  for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size);
}
