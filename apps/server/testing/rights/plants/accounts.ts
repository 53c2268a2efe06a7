import { OWN_PATH, SIBLING_PATH, TENANT } from "../places.ts";
import type { Plant } from "./plant.ts";

export const accounts: Plant = {
  rows: async (house, { residentPerson }) => {
    // What was asked by somebody else, and waits for a second person.
    for (const area of [OWN_PATH, SIBLING_PATH])
      await house.admin(
        `insert into accounts.intervention (tenant_id, id, division_path, person_id, account_id, kind, reason, state, asked_by, asked_at, expires_at)
         select tenant_id, $1, $2::ltree, id, $3, 'enable', '已核对身份。', 'waiting', $4, now(), now() + interval '1 day' from register.person where id = $5`,
        [house.newId(), area, house.newId(), house.newId(), residentPerson],
      );
    await house.admin(
      `insert into platform.job (tenant_id, id, name, key, payload, state, created_at) select id, $1, 'accounts/purge', 'planted', '{}', 'stopped', now()
       from platform.tenant where slug = $2`,
      [house.newId(), TENANT],
    );
    // The newest, and somebody's own: it is the one that is asked for by its id.
    await house.admin(
      `insert into platform.job (tenant_id, id, name, key, payload, state, account_id, created_at, ended_at)
       select p.tenant_id, $1, 'accounts/planted', 'planted', '{}', 'done', p.account_id, now(), now() from register.person p where p.id = $2`,
      [house.newId(), residentPerson],
    );
    await house.admin(
      "insert into platform.challenge (id, purpose, challenge, expires_at) values ($1, 'passkey-sign-in', 'planted', now() + interval '1 hour')",
      [house.newId()],
    );
  },
  samples: {
    "accounts/stop-purge.name": "accounts/purge",
    "accounts/resume-purge.name": "accounts/purge",
    "accounts/demo-sign-in.phone": "19900000011",
    "accounts/give-new-phone.phone": "19900000099",
  },
  names: {
    "accounts/read-job.id": "platform.job.id",
    "accounts/decide-intervention.id": "accounts.intervention.id",
    "accounts/audit-readings.personId": "register.person.id",
  },
};
