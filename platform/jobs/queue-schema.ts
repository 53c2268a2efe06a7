/** graphile-worker's own schema. Nothing in it is worth keeping: what is due is handed out again from `platform.job`. */
export const QUEUE_SCHEMA = "graphile_worker";
