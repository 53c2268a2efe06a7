import type { OwnDataSource } from "#platform/personal-data/gather.ts";

/** The kernel's tables of one person or account that no duty keeps. */
export const OWN_DATA: Readonly<Record<string, OwnDataSource>> = {
  "platform.notice": { goes: true },
  "platform.notice_choice": { goes: true },
  // A request sent again is still done once; and photos belong to what is being handled.
  "platform.idempotency": { goes: "whole" },
  "platform.file": { goes: "whole" },
  // Emptied by `forget-account`, if it opens no other tenant's door.
  "platform.account": { keeps: true },
  "platform.email_code": { keeps: true },
};
