-- Run once as the owner of the database, after the first manage.py migrate; psql --file=deploy/two-roles.sql ADDRESS
-- Web processes and workers then sign in as records_web, which changes rows and owns nothing: it cannot switch off the
-- triggers that keep issued records as they are. manage.py migrate goes on being run by the owner. Give the role a
-- password: ALTER ROLE records_web LOGIN PASSWORD '…'.
CREATE ROLE records_web CREATEDB;  -- a backup counts after it was restored into a database beside
GRANT USAGE ON SCHEMA public TO records_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO records_web;
GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO records_web;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO records_web;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO records_web;
