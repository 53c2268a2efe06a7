-- Why a result was published again is written by people, too: a name in it goes as from the other words of a publication.
grant update (reason) on meetings.publication to gongzhi_main;
