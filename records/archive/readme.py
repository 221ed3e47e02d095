"""What a reader of 2050 needs to be told."""

README = """\
Records of the {process}
========================================================================

You are looking at an archive. It can be read without the software that
wrote it, and without a network.

NOT ALL OF IT IS PUBLIC. index.html says of each record for whom it is;
so does tables/records.release.csv. What was withdrawn is here, too: when
and why stands in index.html and in tables/records.withdrawal.csv.

index.html      Opens in any browser: a list of all records, with links.
records/        One folder for each record as it was issued:
                  .pdf   the sheet people read (PDF/A-3, PDF/UA-1)
                  .json  the record itself: what the sheet is drawn from
                  .xml   the same as Akoma Ntoso 3.0 (OASIS)
                The folder above is the address it had and, last, its
                number: 1 is the first issue, 2 what was issued after it.
tables/         Everything else, as comma-separated values in UTF-8. The
                first line names the columns. \\N means: no value. A cell
                that begins with a backslash carries one more than its
                text. A row of one table names a row of another by its id.
files/          Files handed in, each under the SHA-256 of its bytes; the
                tables say what they are called.
ledger.jsonl    One line for everything that was ever issued, released,
                withdrawn or destroyed, each bound to the line before by
                its hash.
checkpoint.txt  The first {size} lines of the ledger under one signature.
checkpoint-key.txt  The key it is checked with.
verify.py       Checks all of this. It needs Python 3.9 or later and
                nothing else:

                  python3 verify.py FOLDER --key FOLDER/data/checkpoint-key.txt

                where FOLDER is the one that holds bagit.txt. If you have
                a checkpoint that was kept somewhere else, add
                --checkpoint THAT_FILE: only then can nobody who made the
                archive have changed what it says.

Without Python: SHA-256 of every file stands in manifest-sha256.txt
(BagIt, RFC 8493). A record's check code is the SHA-256 of its .json file.

Left out: private notes, the list of accounts, addresses, passwords and
rights, who gets letters, delegates and focal points by name, what was
not sent yet, and the history of how records came to be.

People are named where they did something: who prepared, approved,
released, withdrew or answered is told by name and nothing else
(tables/members.user.csv). An issued record names whom it named when it
was issued. What delegations sent to a round of clearance is kept as it
came (tables/records.message.csv, records.comment.csv), and may name
whoever wrote it.

What was destroyed under a decision is destroyed here, too; its line in
the ledger remains.
"""
