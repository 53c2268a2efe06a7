import type { Plant } from "./plant.ts";

export const accounts: Plant = {
  rows: async (house, { residentPerson }) => {
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
  samples: { "accounts/demo-sign-in.phone": "19900000011" },
  names: { "accounts/read-job.id": "platform.job.id" },
};
