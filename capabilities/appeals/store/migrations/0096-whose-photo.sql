-- Photos of appeals there are already carry whose they are, as new ones do.
update platform.file f set owner_person = a.owner_person, holder_key = a.holder_key, division_path = a.division_path
from appeals.appeal a where a.tenant_id = f.tenant_id and f.attached_to = 'appeals/' || a.id;
