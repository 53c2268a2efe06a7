import type { Capability } from "#platform/capability.ts";
import { UPLOAD_PURPOSES } from "#platform/files/accept-upload.ts";
import { beginImportBound } from "./actions/begin-import.ts";
import { addPersonBound } from "./actions/add-person.ts";
import { correctPersonBound } from "./actions/correct-person.ts";
import { listCorrectionsBound, refuseCorrectionBound, requestCorrectionBound } from "./actions/corrections.ts";
import { endPersonBound, resumePersonBound } from "./actions/end-person.ts";
import { askExportBound, decideExportBound, listExportsBound, readExportFormBound } from "./actions/exports.ts";
import { addGroupBound, endGroupBound, listGroupsBound } from "./actions/groups.ts";
import { addHouseholdBound, changeHouseholdBound, endHouseholdBound } from "./actions/keep-households.ts";
import { CHECK_JOB, confirmMappingBound, decideConflictBound, RUN_JOB, runImportBound } from "./actions/keep-import.ts";
import { declareKinBound, endKinBound } from "./actions/kin.ts";
import { listPersonsBound } from "./actions/list-persons.ts";
import { movePersonBound } from "./actions/move-person.ts";
import { provePersonBound } from "./actions/prove-person.ts";
import { listHouseholdsBound, readHouseholdBound } from "./actions/read-households.ts";
import { readOwnEntryBound } from "./actions/read-own-entry.ts";
import { readPersonFormBound } from "./actions/read-person-form.ts";
import { listImportsBound, readImportBound } from "./actions/read-import.ts";
import { readPersonBound } from "./actions/read-person.ts";
import { showNumberBound } from "./actions/show-number.ts";
import { takeExportBound } from "./actions/take-export.ts";
import { takeRejectsBound } from "./actions/take-rejects.ts";
import { undoImportBound } from "./actions/undo-import.ts";
import { DUTIES } from "./policy.ts";
import { OWN_DATA } from "./store/own-data.ts";
import { FORGET_PERSON } from "./store/forget-person.ts";
import { EXPORT_PURPOSE, EXPORT_USE } from "./store/list-persons.ts";
import { RETENTION } from "./store/retention.ts";

export { importPersons, personMapping, type PersonsReport } from "./actions/import-persons.ts";
export { IMPORT_FIELDS as PERSON_FIELDS } from "./domain/import-fields.ts";
export { ageOn } from "./domain/age-on.ts";
export { addPerson, addPersons, type PersonToAdd } from "./store/add-person.ts";
export { noteUse } from "./store/change-person.ts";
export { isNameShared } from "./store/forget-person.ts";
export { claimPerson } from "./store/claim-person.ts";
export { addGroup, type GroupToAdd } from "./store/groups.ts";
export { addHousehold, addHouseholds, setHeads, updateHousehold, type HouseholdToAdd } from "./store/households.ts";
export { ACCOUNT_CONSTRAINT, tieToAccount } from "./store/tie-account.ts";
export { publishName, withdrawName } from "./store/public-name.ts";

/** Who is here: persons, households and small groups of a tenant. */
export const register: Capability = {
  name: "register",
  dependsOn: ["divisions"],
  actions: [
    addPersonBound,
    correctPersonBound,
    endPersonBound,
    resumePersonBound,
    provePersonBound,
    movePersonBound,
    declareKinBound,
    endKinBound,
    showNumberBound,
    requestCorrectionBound,
    refuseCorrectionBound,
    addHouseholdBound,
    changeHouseholdBound,
    endHouseholdBound,
    addGroupBound,
    endGroupBound,
    askExportBound,
    decideExportBound,
    takeExportBound,
    beginImportBound,
    confirmMappingBound,
    decideConflictBound,
    runImportBound,
    undoImportBound,
    takeRejectsBound,
  ],
  queries: [
    listPersonsBound,
    readPersonBound,
    readPersonFormBound,
    readOwnEntryBound,
    listHouseholdsBound,
    readHouseholdBound,
    listCorrectionsBound,
    listGroupsBound,
    listExportsBound,
    readExportFormBound,
    listImportsBound,
    readImportBound,
  ],
  jobs: { "check-import": CHECK_JOB, "run-import": RUN_JOB },
  // Nobody reads a list again: once it is understood it goes.
  files: { list: { rules: UPLOAD_PURPOSES.table, mayRead: async () => false } },
  duties: DUTIES,
  contributes: {
    "platform.retention": RETENTION,
    "platform.own-data": OWN_DATA,
    "platform.uses": { [EXPORT_PURPOSE]: EXPORT_USE },
    "platform.forgetting": { register: FORGET_PERSON },
  },
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
