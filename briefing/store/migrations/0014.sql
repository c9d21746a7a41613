-- Whether all that a feed ever answered came from loopback or a private network (1) or some of it from elsewhere (0); NULL
-- until its first answer. Only pages named by the former may be in a private network.
ALTER TABLE source ADD COLUMN from_private INTEGER;
