-- A net too complex to be judged while somebody waits for the page is judged by a job, and what that found is kept with the draft:
-- {"verdict": "sound", "states": 42000, "violations": [], "milliseconds": 3100}.
alter table cases.draft
  add column proof jsonb,
  -- When the job was begun; null: none was needed.
  add column proving_since timestamptz;
grant update (proof, proving_since) on cases.draft to gongzhi_main;
