import type { Capability } from "#platform/capability.ts";
import { deliverNotice } from "#platform/notices/deliver.ts";
import { auditReadingsBound, readAuditBound, takeAuditBound } from "./actions/audit.ts";
import { chooseChannelsBound, readChannelsBound } from "./actions/channels.ts";
import { demoSignInBound } from "./actions/demo-sign-in.ts";
import { confirmEmailBound, EMAIL_CONSENT, EMAIL_PURPOSE, removeEmailBound, requestEmailCodeBound } from "./actions/email.ts";
import {
  decideInterventionBound,
  disableAccountBound,
  enableAccountBound,
  resetSecondFactorBound,
} from "./actions/interventions.ts";
import { giveNewPhoneBound, tellOldPhone } from "./actions/give-new-phone.ts";
import { listAccountsBound } from "./actions/list-accounts.ts";
import { listDemoMessagesBound } from "./actions/list-demo-messages.ts";
import { listJobsBound, readJobBound } from "./actions/jobs.ts";
import { joinTenantBound } from "./actions/join-tenant.ts";
import { LIVE_TOPICS } from "./actions/live.ts";
import { listTenantsBound } from "./actions/list-tenants.ts";
import { listNoticesBound, listReadingsBound, markNoticesReadBound } from "./actions/notices.ts";
import {
  addPasskeyBound,
  beginPasskeyBound,
  beginPasskeySignInBound,
  removePasskeyBound,
  renamePasskeyBound,
  signInWithPasskeyBound,
} from "./actions/passkeys.ts";
import { beginCodeBound, waitForCodeBound } from "./actions/proof-of-work.ts";
import { purge } from "./actions/purge.ts";
import { listPurgesBound, resumePurgeBound, stopPurgeBound } from "./actions/purges.ts";
import { readAccountBound } from "./actions/read-account.ts";
import { requestCodeBound } from "./actions/request-code.ts";
import { signOutBound, signOutEverywhereBound } from "./actions/sessions.ts";
import { signInBound } from "./actions/sign-in.ts";
import { tellOfExport, tellOfMuchReading } from "./actions/tell-keepers.ts";
import { furnish } from "./actions/records-rule.ts";
import { DUTIES } from "./policy.ts";
import { FORGET_ACCOUNT } from "./store/forget-account.ts";
import { SMS_PURPOSE, SMS_USE } from "./store/channels.ts";
import { OWN_DATA } from "./store/own-data.ts";
import { findRecipient } from "./store/find-recipient.ts";
import { beginTotpBound, verifyTotpBound } from "./actions/totp.ts";

export { addAccount } from "./store/add-account.ts";
export { findActor, findActorOfAccount } from "./actions/find-actor.ts";
export { findHomeTenant } from "./store/find-home-tenant.ts";
export { beginSession } from "./store/sessions.ts";

/** Who signs in, and how: the account behind a person behind a post. */
export const accounts: Capability = {
  name: "accounts",
  dependsOn: ["record", "divisions", "register", "organizations", "rules", "cases"],
  actions: [
    beginCodeBound,
    waitForCodeBound,
    requestCodeBound,
    signInBound,
    signOutBound,
    signOutEverywhereBound,
    joinTenantBound,
    beginTotpBound,
    verifyTotpBound,
    beginPasskeyBound,
    addPasskeyBound,
    renamePasskeyBound,
    removePasskeyBound,
    beginPasskeySignInBound,
    signInWithPasskeyBound,
    chooseChannelsBound,
    requestEmailCodeBound,
    confirmEmailBound,
    removeEmailBound,
    markNoticesReadBound,
    demoSignInBound,
    resetSecondFactorBound,
    disableAccountBound,
    enableAccountBound,
    decideInterventionBound,
    giveNewPhoneBound,
    stopPurgeBound,
    resumePurgeBound,
  ],
  queries: [
    listDemoMessagesBound,
    listTenantsBound,
    readAccountBound,
    readChannelsBound,
    listNoticesBound,
    listReadingsBound,
    listPurgesBound,
    listJobsBound,
    readJobBound,
    listAccountsBound,
    readAuditBound,
    auditReadingsBound,
    takeAuditBound,
  ],
  furnish,
  contributes: {
    "platform.live": LIVE_TOPICS,
    "platform.retention": { "accounts.intervention": { made: "r.asked_at" } },
    "platform.own-data": OWN_DATA,
    "platform.forgetting": { accounts: FORGET_ACCOUNT },
    "platform.uses": { [SMS_PURPOSE]: SMS_USE },
    "platform.consents": { [EMAIL_PURPOSE]: EMAIL_CONSENT },
  },
  jobs: { purge },
  reactions: {
    "platform.notice-made": deliverNotice(findRecipient),
    "accounts.phone-left": tellOldPhone,
    "platform.much-read": tellOfMuchReading,
    "register.export-asked": tellOfExport,
  },
  duties: DUTIES,
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
