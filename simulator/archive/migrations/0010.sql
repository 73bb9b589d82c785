-- `engineer` was a software engineer; since there are ML engineers too, it says so.
UPDATE answers SET audience = 'software_engineer' WHERE audience = 'engineer';
