"""What was issued cannot be changed, deleted or emptied, whoever asks; its content may go beside its disposal."""

from django.db import migrations

from records.frozen import freeze

REFUSE = """
CREATE FUNCTION records_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of an issued record (%) is refused: what was issued never changes.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
# Content may go beside the row that says it was disposed of, and only then. Nothing else of it ever changes.
REFUSE_UNLESS_DISPOSED = """
CREATE FUNCTION records_refuse_unless_disposed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    subject uuid;
BEGIN
    IF TG_TABLE_NAME = 'records_proof' THEN
        SELECT edition_id INTO subject FROM records_rendition WHERE id = OLD.rendition_id;
    ELSE
        subject := OLD.edition_id;
    END IF;
    IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM records_disposal WHERE edition_id = subject) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% of an issued record (%) is refused: what was issued never changes.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION records_refuse_change();"),
        migrations.RunSQL(REFUSE_UNLESS_DISPOSED, "DROP FUNCTION records_refuse_unless_disposed();"),
        *freeze(
            "records_subject",
            "records_key",
            "records_edition",
            "records_release",
            "records_ledgerentry",
            "records_checkpoint",
            "records_withdrawal",
            "records_disposal",
            "records_file",
            "records_enclosure",
        ),
        *freeze("records_editioncontent", "records_rendition", "records_proof", unless_disposed=True),
    ]
