import { allCommittees, BALLOT_METHODS, type BallotCountOptions, countBallots, readBallots } from "@gongzhi/social-choice";
import { type Command, CommandRefusal, type OptionValues } from "../command.ts";
import { onlyFile, readBallotFile, readTieRule, refuseInstead, TIE_HELP, TIE_OPTIONS, writeJson } from "../count-input.ts";

const HELP = `
Counts ballots by one method, exactly. The file's ending says its format: .blt, PrefLib's .soc .soi .toc .toi, abcvoting's
.abc.yaml, or .csv (a column ranking «Anna > Bo = Cai»; columns rank1, rank2, …; a column approvals «Anna;Bo»; a column a
candidate with ranks, or yes and no; or a column candidate, with voter and rank or with votes; a column count says how many cast a row).

Methods:
${BALLOT_METHODS.map(({ method, says }) => `  ${method.padEnd(18)} ${says}`).join("\n")}

--seats K            how many are elected; unless given, one for plurality-runoff, borda, irv, schulze and copeland,
                     else as the file says
--approve listed     approval methods take every candidate a ranking lists as approved, instead of its first tier
--all-committees     also "committees": every one that some way of breaking the ties leads to (approval, seq-pav, seq-phragmen,
                     equal-shares)

Prints {"method", "seats", "winners": names, "ties", "tieRule"} and with --explain "rounds".
${TIE_HELP}
Exit codes: 0 counted, 2 the file or the options are refused (with the line of the file).

Example: gongzhi ballots count Canal-2007.blt --method scottish-stv --explain
`;

export const command: Command = {
  summary: "Count ballots by a stated voting method",
  usage:
    "FILE --method M [--seats K] [--explain] [--all-committees] [--approve listed] [--tie-order text|listed | --tie-seed HEX]",
  help: HELP,
  options: {
    method: { type: "string" },
    seats: { type: "string" },
    explain: { type: "boolean" },
    approve: { type: "string" },
    "all-committees": { type: "boolean" },
    ...TIE_OPTIONS,
  },
  run: (input) => {
    const path = onlyFile(input, ".blt, .soc, .soi, .toc, .toi, .abc.yaml or .csv");
    return refuseInstead(path, () => {
      const method = typeof input.values["method"] === "string" ? input.values["method"] : "";
      const options = readOptions(input.values);
      const profile = readBallots(readBallotFile(path), path);
      const outcome = countBallots(profile, method, options);
      const committees = input.values["all-committees"] === true ? { committees: allCommittees(profile, method, options) } : {};
      writeJson(input.stdout, { ...outcome, ...committees });
      return 0;
    });
  },
};

function readOptions(values: OptionValues): BallotCountOptions {
  const { seats, approve } = values;
  if (seats !== undefined && (typeof seats !== "string" || !/^[1-9]\d{0,5}$/.test(seats))) {
    throw new CommandRefusal("bad-seats", `--seats is a number above zero, not «${String(seats)}»`);
  }
  if (approve !== undefined && approve !== "top" && approve !== "listed") {
    throw new CommandRefusal("usage", `--approve is top or listed, not «${String(approve)}»`);
  }
  return {
    tieRule: readTieRule(values),
    explain: values["explain"] === true,
    ...(seats === undefined ? {} : { seats: Number(seats) }),
    ...(approve === undefined ? {} : { approve }),
  };
}
