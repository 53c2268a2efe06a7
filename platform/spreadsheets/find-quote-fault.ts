/**
 * The line, from 1, on which a quotation mark stands that is never closed, or that neither opens nor closes a cell; undefined where all
 * are right. Asked after a parser gave up: it reads ahead and cannot say.
 */
export async function findQuoteFault(text: AsyncIterable<string>, separator: string): Promise<number | undefined> {
  let state: "cell begins" | "plain" | "quoted" | "quote in quotes" = "cell begins";
  let line = 1;
  let opened = 1;
  let before = "";
  for await (const piece of text) {
    for (const sign of piece) {
      if (sign === "\r" || (sign === "\n" && before !== "\r")) line += 1;
      before = sign;
      const ends = sign === separator || sign === "\r" || sign === "\n";
      if (state === "quoted") state = sign === '"' ? "quote in quotes" : "quoted";
      else if (state === "quote in quotes" && sign === '"') state = "quoted";
      else if (ends) state = "cell begins";
      else if (state === "quote in quotes" || (state === "plain" && sign === '"')) return line;
      else {
        if (sign === '"') opened = line;
        state = sign === '"' ? "quoted" : "plain";
      }
    }
  }
  return state === "quoted" ? opened : undefined;
}
