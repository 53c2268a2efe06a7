import { MAX_COUNT } from "./fraction.ts";
import type { Figures, Mandate, Meeting, Selection, Tally } from "./meeting.ts";
import {
  at,
  malformed,
  optional,
  readAnyObject,
  readBoolean,
  readDay,
  readList,
  readMap,
  readName,
  readObject,
  readText,
  readWhole,
} from "./read-json.ts";

export const MEETING_FORMAT = "gongzhi-meeting/1";
const MAX_FIGURES = 50;
/** A hall of proxies larger than this is a list of another kind. */
const MAX_MANDATES = 10_000;
const MAX_CANDIDATES = 1000;
const MAX_ROUNDS = 10;
const MAX_HOLDER_CHARS = 100;
const MEETING_KEYS =
  "$schema format title form item meetingDay notice roll attendance ballots selection initiative proxies recusal facts method".split(
    " ",
  );
const TALLY_KEYS = ["for", "against", "abstain", "invalid"];
const MAX_TITLE_CHARS = 500;

/**
 * Checks a meeting written as JSON (`schemas/meeting.schema.json`): every field may be absent, none may be unknown, every count is
 * a whole number from 0 to 10^12. Whether the counts agree with each other and with the rule is for `judge`.
 * @throws DecisionRefusal `malformed` with the field.
 */
export function readMeeting(value: unknown): Meeting {
  const meeting = readObject(value, "", MEETING_KEYS);
  if (meeting["format"] !== undefined && meeting["format"] !== MEETING_FORMAT) {
    throw malformed("format", `must be "${MEETING_FORMAT}" or absent`);
  }
  optional(meeting, "title", "", (title, path) => readText(title, path, MAX_TITLE_CHARS), null);
  return {
    form: optional(meeting, "form", "", readName, null),
    item: optional(meeting, "item", "", readName, null),
    meetingDay: optional(meeting, "meetingDay", "", readDay, null),
    notice: optional(meeting, "notice", "", readNoticeGiven, null),
    roll: optional(meeting, "roll", "", readFigures, {}),
    attendance: optional(meeting, "attendance", "", readFigures, null),
    ballots: optional(meeting, "ballots", "", readBallots, null),
    selection: optional(meeting, "selection", "", readSelectionRound, null),
    initiative: optional(meeting, "initiative", "", readFigures, null),
    proxies: optional(meeting, "proxies", "", readMandates, 0),
    recusal: optional(meeting, "recusal", "", readRecusalGiven, null),
    facts: optional(meeting, "facts", "", (facts, path) => readMap(facts, path, MAX_FIGURES, readBoolean), {}),
    method: optional(meeting, "method", "", readName, null),
  };
}

/** A notice is a day, or `{ "day": …, "withAgenda": … }`. */
function readNoticeGiven(value: unknown, path: string): Meeting["notice"] {
  if (typeof value === "string") return { day: readDay(value, path), withAgenda: null };
  const notice = readObject(value, path, ["day", "withAgenda"]);
  return {
    day: readDay(notice["day"], at(path, "day")),
    withAgenda: optional(notice, "withAgenda", path, readBoolean, null),
  };
}

function readCount(value: unknown, path: string): number {
  return readWhole(value, path, 0, MAX_COUNT);
}

function readFigures(value: unknown, path: string): Figures {
  return readMap(value, path, MAX_FIGURES, readCount);
}

/** Either one tally (`{ "for": 79, "against": 78 }`) or one by what is counted (`{ "owners": {…}, "area": {…} }`). */
function readBallots(value: unknown, path: string): Readonly<Record<string, Tally>> {
  const ballots = readAnyObject(value, path);
  const isOneTally = Object.values(ballots).every((entry) => typeof entry === "number");
  if (isOneTally) return { "": readTally(ballots, path) };
  return readMap(ballots, path, MAX_FIGURES, readTally);
}

function readTally(value: unknown, path: string): Tally {
  const tally = readObject(value, path, TALLY_KEYS);
  return {
    for: readCount(tally["for"] ?? null, at(path, "for")),
    against: optional(tally, "against", path, readCount, 0),
    abstain: optional(tally, "abstain", path, readCount, 0),
    invalid: optional(tally, "invalid", path, readCount, 0),
  };
}

function readSelectionRound(value: unknown, path: string): Selection {
  const round = readObject(value, path, ["seats", "cast", "invalid", "round", "candidates"]);
  const candidates = readList(round["candidates"], at(path, "candidates"), MAX_CANDIDATES, (entry, place) => {
    const candidate = readObject(entry, place, ["id", "votes"]);
    return {
      id: readText(candidate["id"], at(place, "id"), MAX_HOLDER_CHARS),
      votes: readCount(candidate["votes"], at(place, "votes")),
    };
  });
  if (new Set(candidates.map((candidate) => candidate.id)).size !== candidates.length) {
    throw malformed(at(path, "candidates"), "names a candidate twice");
  }
  return {
    seats: readWhole(round["seats"], at(path, "seats"), 1, MAX_CANDIDATES),
    cast: readCount(round["cast"], at(path, "cast")),
    invalid: optional(round, "invalid", path, readCount, 0),
    round: optional(round, "round", path, (entry, place) => readWhole(entry, place, 1, MAX_ROUNDS), 1),
    candidates,
  };
}

function readMandates(value: unknown, path: string): number | readonly Mandate[] {
  if (typeof value === "number") return readCount(value, path);
  return readList(value, path, MAX_MANDATES, (entry, place) => {
    const mandate = readObject(entry, place, ["holder", "written", "holderIs", "weights"]);
    return {
      holder: readText(mandate["holder"], at(place, "holder"), MAX_HOLDER_CHARS),
      written: optional(mandate, "written", place, readBoolean, false),
      holderIs: optional(mandate, "holderIs", place, readName, null),
      weights: optional(mandate, "weights", place, readFigures, {}),
    };
  });
}

/** `steppedAside` alone means that all who had to did. */
function readRecusalGiven(value: unknown, path: string): Meeting["recusal"] {
  const recusal = readObject(value, path, ["interested", "steppedAside"]);
  const steppedAside = optional(recusal, "steppedAside", path, readCount, 0);
  return { steppedAside, interested: optional(recusal, "interested", path, readCount, steppedAside) };
}
