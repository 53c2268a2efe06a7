/**
 * What to do about a refused file, by the code of the refusal: one sentence behind the reason. A reason that already says what is wanted
 * (a missing heading, an option) has none.
 */
const REMEDIES: Readonly<Record<string, string>> = {
  "bad-header": "Write the headings as the format has them (--help names it).",
  "bad-id": "Give the row its id.",
  "bad-index": "Leave --index out, or name another file: the index is then made anew.",
  "bad-json": "Correct the JSON at that place, or export the file anew.",
  "bad-label": "Correct the label in that row.",
  "bad-model": "Name a file that `triage train` wrote, or train it anew.",
  "bad-number": "Write a plain number there.",
  "bad-quota": "Correct the minimum and the maximum in that line.",
  "bad-quote": "Close the quotation mark, or write one inside a cell twice.",
  "bad-row": "Correct that line: compare it with the lines above it.",
  "bad-state": "Name the state stored with this conversation.",
  "bad-vote": "Correct the vote in that line.",
  "class-too-small": "Give more texts of that class, or leave the class out.",
  "count-mismatch": "Fetch the file again if it was cut off; else correct the number.",
  duplicate: "Keep one of the two.",
  "duplicate-id": "Give each row an id of its own.",
  "missing-field": "Fill in what is missing.",
  "missing-file": "Export the conversation anew and keep its files together.",
  "missing-section": "Fetch the file again if it was cut off; else add what is missing.",
  "missing-value": "Fill in what is missing.",
  "no-candidates": "List at least one candidate.",
  "no-quotas": "List at least one value with its minimum and maximum.",
  "no-texts": "Name a file with at least one row of text.",
  "no-such-file": "Check the path; it is as seen from where the command was typed.",
  "no-such-folder": "Check the path; it is as seen from where the command was typed.",
  "no-votes": "A map needs at least one vote.",
  "not-utf-8": "Save the file as UTF-8.",
  "table-cell": "Shorten the cell, or close a quotation mark before it.",
  "table-cell-without-heading": "Give the column a heading, or empty the cell.",
  "table-columns": "Leave columns out.",
  "table-digits-lost": "Set the column to text and type the number again.",
  "table-empty": "Name a file with headings and rows.",
  "table-encoding": "Save the file as UTF-8.",
  "table-heading-twice": "Give each column a heading of its own.",
  "table-quotes": "Close the quotation mark, or write one inside a cell twice.",
  "table-rows": "Divide the file.",
  "too-few-candidates": "Lower --size, or add candidates.",
  "too-few-classes": "Give texts of at least two labels.",
  "too-hard": "Join values that are seldom, or widen the quotas.",
  "too-large": "Bring it below the limit named.",
  unreadable: "Save the file as UTF-8.",
  "unreadable-file": "Name a file of JSON in UTF-8, and correct it at that place.",
  "unknown-candidate": "Correct the name in that line, or list the candidate.",
  "unknown-format": "Write it as one of the formats that --help names.",
  "unknown-project": "Correct the id in that line, or list the project.",
  "unknown-statement": "Export the conversation anew: its files are not of one moment.",
  "unknown-value": "Correct the value in that line, or give it a quota.",
  "unknown-vote-type": "Write vote_type as approval, choose-1, cumulative, scoring or ordinal.",
};

/** The reason with what to do behind it, as one line. */
export function withRemedy(code: string, message: string): string {
  const remedy = Object.hasOwn(REMEDIES, code) ? REMEDIES[code] : undefined;
  return remedy === undefined ? message : `${message.replace(/\.$/u, "")}. ${remedy}`;
}

/** What the system said no to (a full disk, a folder without permission): an errno with the call it answered. */
export function isSystemFault(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string";
}
