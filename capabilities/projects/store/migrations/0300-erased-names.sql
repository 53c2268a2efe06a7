-- A budget line, a source of money or a milestone may be called after somebody: the record may erase what they are called, never a sum or a day.
grant update (name, source) on projects.line to gongzhi_main;
grant update (title) on projects.milestone to gongzhi_main;
