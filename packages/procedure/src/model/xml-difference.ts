import { SaxesParser, type SaxesTagNS } from "saxes";

/** Plain XML comparison for tests, from the XML recommendations and the BPMN schema alone: it knows nothing of bpmn-moddle. */
type Node = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Node[];
  text: string;
};

const BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
const XSI = "http://www.w3.org/2001/XMLSchema-instance";

/** Defaults of the BPMN 2.0 schema (Semantic.xsd, BPMN20.xsd): an attribute left out and one with its default say the same. */
const DEFAULTS: Readonly<Record<string, string>> = {
  isExecutable: "false",
  startQuantity: "1",
  completionQuantity: "1",
  isForCompensation: "false",
  isInterrupting: "true",
  cancelActivity: "true",
  parallelMultiple: "false",
  isCollection: "false",
  isClosed: "false",
  isSequential: "false",
  behavior: "All",
  testBefore: "false",
  triggeredByEvent: "false",
  instantiate: "false",
  eventGatewayType: "Exclusive",
  gatewayDirection: "Unspecified",
  processType: "None",
  associationDirection: "None",
  textFormat: "text/plain",
  itemKind: "Information",
  isUnlimited: "true",
  typeLanguage: "http://www.w3.org/2001/XMLSchema",
  expressionLanguage: "http://www.w3.org/1999/XPath",
  implementation: "##unspecified",
  ordering: "Parallel",
  cancelRemainingInstances: "true",
  waitForCompletion: "true",
};

/** Where defaults differ by element. */
const OWN_DEFAULTS: Readonly<Record<string, string>> = {
  "serviceTask implementation": "##WebService",
  "sendTask implementation": "##WebService",
  "receiveTask implementation": "##WebService",
};

/** Every difference in elements, attributes and text, by path; none: the two documents say the same. */
export function findDifferences(before: string, after: string): readonly string[] {
  const differences: string[] = [];
  compare(read(before), read(after), "", differences);
  return differences;
}

function read(xml: string): Node {
  const parser = new SaxesParser({ xmlns: true });
  const top: Node = { name: "", attributes: new Map(), children: [], text: "" };
  const open = [top];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => {
    const node = readTag(tag, parser);
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on("closetag", () => open.pop());
  const addText = (text: string) => {
    const node = open.at(-1);
    if (node !== undefined) node.text += text;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.write(xml).close();
  const [root] = top.children;
  if (root === undefined) throw new Error("the document is empty");
  return root;
}

type Resolver = { resolve(prefix: string): string | undefined };

/** `formalExpression` may stand for an `expression` of its type (a substitution group): both are read as the latter. */
function readTag(tag: SaxesTagNS, parser: Resolver): Node {
  const attributes = attributesOf(tag, parser);
  const formal = tag.uri === BPMN && tag.local === "formalExpression";
  if (!formal) return { name: nameOf(tag.uri, tag.local), attributes, children: [], text: "" };
  const typed = new Map([...attributes, [`{${XSI}}type`, `{${BPMN}}tFormalExpression`]]);
  return { name: `{${BPMN}}expression`, attributes: typed, children: [], text: "" };
}

function nameOf(uri: string, local: string): string {
  return uri === "" ? local : `{${uri}}${local}`;
}

function attributesOf(tag: SaxesTagNS, parser: Resolver): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const attribute of Object.values(tag.attributes)) {
    if (attribute.prefix === "xmlns" || attribute.name === "xmlns") continue;
    const name = nameOf(attribute.uri, attribute.local);
    const isType = attribute.uri === XSI && attribute.local === "type";
    // Attributes are normalised (XML 1.0, 3.3.3); the value of xsi:type is a qualified name, whatever its prefix.
    if (isType && tag.local === "waypoint" && attribute.value.endsWith("Point")) continue; // What a waypoint is anyway.
    const value = attribute.value.replace(/[\t\n\r]+/gu, " ").replace(/ {2,}/gu, " ");
    attributes.set(name, isType ? qualified(value, parser) : value);
  }
  return attributes;
}

function qualified(name: string, parser: Resolver): string {
  const [prefix = "", local] = name.includes(":") ? name.split(":") : ["", name];
  return nameOf(parser.resolve(prefix) ?? "", local ?? "");
}

function compare(before: Node, after: Node, path: string, differences: string[]): void {
  const local = before.name.replace(/^\{.*\}/u, "");
  const at = `${path}/${local}`;
  for (const name of new Set([...before.attributes.keys(), ...after.attributes.keys()])) {
    const [was, is] = [before, after].map((node) => node.attributes.get(name) ?? defaultOf(node, local, name));
    if (was !== is && !isSameNumber(was, is)) differences.push(`${at}@${name}: ${was} → ${is}`);
  }
  const [was, is] = [before, after].map((node) => node.text.replace(/\s+/gu, " ").trim());
  if (was !== is) differences.push(`${at}: «${was}» → «${is}»`);
  // Among children of one name the order counts; the schema fixes the order of different names.
  for (const name of new Set([...before.children, ...after.children].map((child) => child.name))) {
    const [olds, news] = [before, after].map((node) => node.children.filter((child) => child.name === name));
    if (olds === undefined || news === undefined) continue;
    if (olds.length !== news.length) differences.push(`${at}/${name}: ${olds.length} → ${news.length}`);
    olds.forEach((child, index) => {
      const other = news[index];
      if (other !== undefined && olds.length === news.length) compare(child, other, at, differences);
    });
  }
}

/** The schema's default of a plain attribute of a BPMN element. */
function defaultOf(node: Node, local: string, name: string): string | undefined {
  if (!node.name.startsWith(`{${BPMN}}`) || name.startsWith("{")) return undefined;
  return OWN_DEFAULTS[`${local} ${name}`] ?? DEFAULTS[name];
}

/** `30.0` and `30`. */
function isSameNumber(was: string | undefined, is: string | undefined): boolean {
  const isNumber = (text: string | undefined) => text !== undefined && /^-?\d+(\.\d+)?(E-?\d+)?$/u.test(text);
  return isNumber(was) && isNumber(is) && Number(was) === Number(is);
}
