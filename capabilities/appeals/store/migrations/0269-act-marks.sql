-- What the house saw is told from other acts by a mark, not by the id of a reader or of whoever was struck: no erasure looks for one there.
update appeals.retaliation set act_ref = md5(appeal_id::text || act_ref::text)::uuid where source = 'watch';
comment on column appeals.retaliation.act_ref is 'a digest of the appeal and of the post, roll, entry or reader: no id of a person';
