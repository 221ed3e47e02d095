"""Who gets what at which address, by hand: the answer for every visitor. docs/CONTRIBUTING.md says how to add a line.

A line is: path, method, answers, and what is sent (name=value). One answer is everybody's; of two, the first is for who
is not signed in and the second for all others; nine stand in the order of the visitors. "in" leads to signing in.

Absent before forbidden: 404 for what one may not know of, 403 for what one may see and not do, 409 for the wrong state,
422 for a form that is not filled in. A text that was sent without being signed in is kept, sealed, on the page of
signing in that answers it (200). {names} are rows that `tests/access/world.py` makes; their names say their state.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.access.world import VISITORS

# Addresses below another one that answers first; and those of the administration's other tables, which are asked once
# for one table (members/area) and looked at in `test_every_table_of_the_administration_is_closed`.
SHADOWED: set[str] = set()
ADMINISTERED = {
    "members/abbreviation",
    "members/area",
    "members/focalpoint",
    "members/mandate",
    "members/membership",
    "members/participant",
    "members/participantname",
    "members/user",
    "meetings/series",
}

# Who gets rows at all from `visible_to`; of jobs and reports everybody who is signed in gets their own.
_SEE, _WORK, _SIGNED_IN = VISITORS[4:], ("secretariat", "administrator"), VISITORS[1:]
VISIBLE = {
    **dict.fromkeys(
        ("meetings.Meeting", "recommendations.Recommendation", "strategy.Document", "strategy.Draft"), _SEE
    ),
    **dict.fromkeys(
        ("records.ApprovalRequest", "records.Circulation", "records.Hold", "records.RetentionSchedule"), _SEE
    ),
    **dict.fromkeys(("meetings.Incoming", "meetings.Reading", "records.Book", "records.BoundBook"), _WORK),
    **dict.fromkeys(("core.Job", "recommendations.ProgressReport"), _SIGNED_IN),
}

# VISITORS: anonymous delegate other lapsed chair secretariat approver deputy administrator
TABLE = """
# Reading
/                                                              GET  200
/                                                              POST 405
/meetings/                                                     GET  200
/meetings/                                                     POST 405
/meetings/ahg-som/                                             GET  302
/meetings/ahg-som/                                             POST 302
/meetings/nothing/                                             GET  302
/meetings/{public}/                                            GET  200
/meetings/{members_and_observers}/                             GET  404 200 200 404 200 200 200 200 200
/meetings/{members}/                                           GET  404 200 404 404 200 200 200 200 200
/meetings/{attending}/                                         GET  404 200 404 404 200 200 200 200 200
/meetings/{co_chairs}/                                         GET  404 404 404 404 200 200 200 200 200
/meetings/{secretariat}/                                       GET  404 404 404 404 404 200 200 200 200
/meetings/ahg-som/40/                                          GET  404
/meetings/{public}/                                            POST 405
/meetings/{secretariat}/                                       POST 405
/meetings/{public}/revisions/0/                                GET  200
/meetings/{public}/revisions/1/                                GET  200
/meetings/{public}/revisions/2/                                GET  404
/meetings/{members}/revisions/0/                               GET  404 200 404 404 200 200 200 200 200
/meetings/{public}/revisions/0/                                POST 405
/meetings/{public}/changes/0-1/                                GET  200
/meetings/{members}/changes/0-0/                               GET  404 200 404 404 200 200 200 200 200
/meetings/{public}/changes/0-1/                                POST 405
/meetings/{public}/changes/0-1/changes.docx                    GET  200
/meetings/{public}/changes/0-1/changes.exe                     GET  404
/meetings/{members}/changes/0-0/changes.docx                   GET  404 200 404 404 200 200 200 200 200
/meetings/{public}/changes/0-1/changes.docx                    POST 405
/meetings/{public}/statement.pdf                               GET  200
/meetings/{public}/record.json                                 GET  200
/meetings/{members_and_observers}/statement.pdf                GET  404 200 200 404 200 200 200 200 200
/meetings/{members}/statement.pdf                              GET  404 200 404 404 200 200 200 200 200
/meetings/{members}/record.json                                GET  404 200 404 404 200 200 200 200 200
/meetings/{attending}/statement.pdf                            GET  404 200 404 404 200 200 200 200 200
/meetings/{co_chairs}/statement.pdf                            GET  404 404 404 404 200 200 200 200 200
/meetings/{secretariat}/statement.pdf                          GET  404 404 404 404 404 200 200 200 200
/meetings/{public}/statement.pdf                               POST 405
/meetings/{public}/files/{file}/                               GET  200
/meetings/{members}/files/{file_of_members}/                   GET  404 200 404 404 200 200 200 200 200
/meetings/{public}/files/{no_file}/                            GET  404
/meetings/{public}/files/{file}/                               POST 405
/meetings/{public}/files/{file}/small.jpg                      GET  404
/meetings/{public}/files/{file}/small.jpg                      POST 405
/meetings/{public}/revisions/0/statement.pdf                   GET  200
/meetings/{members}/revisions/0/statement.pdf                  GET  404 200 404 404 200 200 200 200 200
/meetings/{public}/revisions/0/statement.pdf                   POST 405
/api/                                                          GET  200
/api/                                                          POST 405
/api/openapi.json                                              GET  200
/api/openapi.json                                              POST 405
/api/records                                                   GET  200
/api/records                                                   POST 405
/api/meetings                                                  GET  200
/api/meetings                                                  POST 405
/api/passages                                                  GET  200
/api/passages                                                  POST 405
/api/recommendations                                           GET  200
/api/recommendations                                           POST 405
/api/participants                                              GET  200
/api/participants                                              POST 405
/meetings/feed.atom                                            GET  200
/meetings/feed.atom                                            POST 405
/meetings/calendar.ics                                         GET  200
/meetings/calendar.ics                                         POST 405
/meetings/timeline/                                            GET  200
/meetings/timeline/                                            POST 405
/meetings/timeline.csv                                         GET  200
/meetings/timeline.csv                                         POST 405
/meetings/{public}/calendar.ics                                GET  200
/meetings/{public}/calendar.ics                                POST 405
/meetings/{public}/letter/                                     GET  in 405
/meetings/{public}/letter/                                     POST in 302
/meetings/{members}/letter/                                    POST in 302 404 404 302 302 302 302 302
/meetings/{members}/calendar.ics                               GET  404 200 404 404 200 200 200 200 200
/members/                                                      GET  200
/members/                                                      POST 405
/members/sri-lanka/                                            GET  200
/members/sri-lanka/                                            POST 405
/members/sri-lanka/summary.pdf                                 GET  200
/members/sri-lanka/summary.pdf                                 POST 405
/members/sri-lanka/attendance.csv                              GET  200
/members/sri-lanka/attendance.csv                              POST 405
/members/attendance/                                           GET  200
/members/attendance/                                           POST 405
/members/attendance.csv                                        GET  200
/members/attendance.csv                                        POST 405
/members/sri-lanka/feed.atom                                   GET  200
/members/sri-lanka/feed.atom                                   POST 405
/members/directory/                                            GET  200
/members/directory/                                            POST 405
/members/directory/revisions/0/                                GET  200
/members/directory/revisions/0/                                POST 405
/members/directory/changes/0-1/                                GET  404
/members/directory/changes/0-1/                                POST 405
/members/directory/changes/0-1/changes.docx                    GET  404
/members/directory/changes/0-1/changes.docx                    POST 405
/members/directory/directory.pdf                               GET  200
/members/directory/directory.pdf                               POST 405
/members/directory/revisions/0/directory.pdf                   GET  200
/members/directory/revisions/0/directory.pdf                   POST 405
/recommendations/                                              GET  200
/recommendations/                                              POST 405
/recommendations/register.csv                                  GET  200
/recommendations/register.csv                                  POST 405
/recommendations/in-effect/                                    GET  200
/recommendations/in-effect/                                    POST 405
/recommendations/in-effect.pdf                                 GET  200
/recommendations/in-effect.pdf                                 POST 405
/recommendations/priorities/                                   GET  200
/recommendations/priorities/                                   POST 405
/recommendations/figures/                                      GET  200
/recommendations/figures/                                      POST 405
/recommendations/figures.csv                                   GET  200
/recommendations/figures.csv                                   POST 405
/recommendations/figures/states.svg                            GET  200
/recommendations/figures/states.svg                            POST 405
/recommendations/ahg-som-40/r1/                                GET  404
/recommendations/ahg-som-40/r1/                                POST 405
/recommendations/reports/000000000000/                         GET  404
/recommendations/reports/000000000000/                         POST 405
/recommendations/reports/000000000000/report.pdf               GET  404
/recommendations/reports/000000000000/report.pdf               POST 405
/strategy/                                                     GET  200
/strategy/                                                     POST 405
/strategy/strategy-for-cooperation/                            GET  200
/strategy/strategy-for-cooperation/                            POST 405
/strategy/strategy-for-cooperation/drafts/1/                   GET  200
/strategy/strategy-for-cooperation/drafts/1/                   POST 405
/strategy/strategy-for-cooperation/changes/1-2/                GET  200
/strategy/strategy-for-cooperation/changes/1-2/                POST 405
/strategy/strategy-for-cooperation/changes/1-2/changes.pdf     GET  200
/strategy/strategy-for-cooperation/changes/1-2/changes.pdf     POST 405
/strategy/strategy-for-cooperation/draft.pdf                   GET  200
/strategy/strategy-for-cooperation/record.json                 GET  200
/strategy/strategy-for-cooperation/record.json                 POST 405
/strategy/strategy-for-cooperation/drafts/1/record.json        GET  200
/strategy/strategy-for-cooperation/drafts/1/record.json        POST 405
/topics/                                                       GET  200
/topics/                                                       POST 405
/topics/nowhere/                                               GET  404
/topics/nowhere/                                               POST 405
/topics/nowhere/feed.atom                                      GET  404
/topics/nowhere/feed.atom                                      POST 405
/follow/                                                       GET  200
/follow/                                                       POST 405
/follow/letters/                                               GET  in 405
/follow/letters/                                               POST 200 302  rhythm=week
/follow/leave/nothing/                                         GET  200
/follow/leave/nothing/                                         POST 200
/sitemap.xml                                                   GET  200
/sitemap.xml                                                   POST 405
/robots.txt                                                    GET  200
/robots.txt                                                    POST 405
/search/feed.atom?q=agreed                                     GET  200
/search/feed.atom                                              POST 405
/search/?q=agreed                                              GET  200
/search/                                                       POST 405
/check/                                                        GET  200
/check/                                                        POST 400
/check/verify.py                                               GET  200
/check/verify.py                                               POST 405
/check/key.txt                                                 GET  404
/check/key.txt                                                 POST 405
/check/{code_of_public}/                                       GET  200
/check/{code_of_members}/                                      GET  404 200 404 404 200 200 200 200 200
/check/0000000000000000/                                       GET  404
/check/{code_of_public}/                                       POST 405
/about/                                                        GET  200
/about/                                                        POST 405
/accessibility/                                                GET  200
/accessibility/                                                POST 405

# Preparing
/prepare/                                                      GET   in 404 404 404 200 200 200 200 200
/prepare/                                                      POST  in 404 404 404 405 405 405 405 405
/prepare/drafts/                                               GET   in 200
/prepare/drafts/                                               POST  in 400
/prepare/drafts/drop/                                          GET   in 405
/prepare/drafts/drop/                                          POST  in 200
/prepare/presence/                                             GET   in 405
/prepare/presence/                                             POST  in 404 404 404 403 400 403 403 400
/prepare/summary/new/                                          GET   in 404 404 404 403 200 403 403 200
/prepare/summary/new/                                          POST  in 404 404 404 403 422 403 403 422
/prepare/summary/{reading}/                                    GET   in 404 404 404 403 200 403 403 200
/prepare/summary/{reading}/                                    POST  in 404 404 404 403 409 403 403 409
/prepare/summary/{nothing}/                                    GET   in 404 404 404 403 404 403 403 404
/prepare/summary/{reading}/take-up/                            GET   in 405
/prepare/summary/{reading}/take-up/                            POST  in 404 404 404 403 409 403 403 409
/prepare/plan/                                                 GET   in 404 404 404 403 200 403 403 200
/prepare/plan/                                                 POST  in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/                                   GET   in 404 404 404 200 200 200 200 200
/prepare/meetings/{meeting}/                                   POST  in 404 404 404 405 405 405 405 405
/prepare/meetings/{nothing}/                                   GET   in 404
/prepare/meetings/{meeting}/preview/                           GET   in 404 404 404 200 200 200 200 200
/prepare/meetings/{meeting}/preview/                           POST  in 404 404 404 405 405 405 405 405
/prepare/meetings/{meeting}/preview.pdf                        GET   in 404 404 404 200 200 200 200 200
/prepare/meetings/{meeting}/preview.pdf                        POST  in 405
/prepare/meetings/{meeting}/state/held/                        GET   in 405
/prepare/meetings/{meeting}/state/cancelled/                   POST  in 404 404 404 403 409 403 403 409
/prepare/meetings/{meeting}/send/                              GET   in 405
/prepare/meetings/{meeting}/send/                              POST  in 404 404 404 403 302 403 403 302
/prepare/meetings/{waiting_meeting}/send/                      POST  in 404 404 404 403 409 403 403 409
/prepare/meetings/{meeting}/materials/{material}/              GET   in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/materials/{material}/              POST  in 404 404 404 403 422 403 403 422
/prepare/meetings/{meeting}/materials/{nothing}/               GET   in 404 404 404 403 404 403 403 404
/prepare/meetings/{meeting}/matters/                           GET   in 404 404 404 200 200 200 200 200
/prepare/meetings/{meeting}/matters/                           POST  in 404 404 404 405 405 405 405 405
/prepare/meetings/{meeting}/matters/carry-over/                GET   in 405
/prepare/meetings/{meeting}/matters/carry-over/                POST  in 404 404 404 403 409 403 403 409
/prepare/meetings/{meeting}/matters/{meeting}/                 GET   in 404 404 404 403 404 403 403 404
/prepare/meetings/{meeting}/matters/{meeting}/                 POST  in 404 404 404 403 404 403 403 404
/prepare/meetings/{meeting}/agenda/paste/                      GET   in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/agenda/paste/                      POST  in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/agenda/adopt/                      GET   in 405
/prepare/meetings/{meeting}/agenda/adopt/                      POST  in 404 404 404 403 302 403 403 302
/prepare/meetings/{meeting}/agenda/number/                     GET   in 405
/prepare/meetings/{meeting}/agenda/number/                     POST  in 404 404 404 403 302 403 403 302
/prepare/history/meetings.attendance/{row}/                    GET   in 404 404 404 403 200 403 403 200
/prepare/history/meetings.attendance/{row}/                    POST  in 405
/prepare/history/meetings.attendance/{row}/restore/            GET   in 405
/prepare/history/meetings.attendance/{row}/restore/            POST  in 404 404 404 403 409 403 403 409
/prepare/meetings/{meeting}/history/                           GET   in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/history/                           POST  in 405
/prepare/meetings/{meeting}/history/restore/                   GET   in 405
/prepare/meetings/{meeting}/history/restore/                   POST  in 404 404 404 403 409 403 403 409
/prepare/meetings/{nothing}/preview/                           GET   in 404
/prepare/meetings/{nothing}/preview.pdf                        GET   in 404
/prepare/meetings/{nothing}/send/                              POST  in 404 404 404 403 404 403 403 404
/prepare/meetings/{nothing}/facts/                             GET   in 404 404 404 403 404 403 403 404
/prepare/approvals/{nothing}/issue/                            POST  in 404
/prepare/meetings/{meeting}/facts/                             GET   in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/facts/                             POST  in 404 404 404 403 422 403 403 422
/prepare/meetings/{meeting}/attendance/                        GET   in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/attendance/                        POST  in 404 404 404 403 302 403 403 302
/prepare/meetings/{meeting}/attendance/mark/                   GET   in 405
/prepare/meetings/{meeting}/attendance/mark/                   POST  in 404 404 404 403 409 403 403 409
/prepare/meetings/{meeting}/attendance/new/                    GET   in 405
/prepare/meetings/{meeting}/attendance/new/                    POST  in 404 404 404 403 409 403 403 409
/prepare/meetings/{meeting}/attendance/names/                  GET   in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/attendance/names/                  POST  in 405
/prepare/meetings/{meeting}/attendance/figure/                 GET   in 405
/prepare/meetings/{meeting}/attendance/figure/                 POST  in 404 404 404 403 422 403 403 422
/prepare/meetings/{meeting}/attendance/{row}/people/           GET   in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/attendance/{row}/people/           POST  in 404 404 404 403 302 403 403 302
/prepare/meetings/{meeting}/attendance/add/                    GET   in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/attendance/add/                    POST  in 404 404 404 403 422 403 403 422
/prepare/meetings/{meeting}/attendance/{row}/                  GET   in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/attendance/{row}/                  POST  in 404 404 404 403 422 403 403 422
/prepare/meetings/{meeting}/outcomes/{outcome}/move/           GET   in 405
/prepare/meetings/{meeting}/outcomes/{outcome}/move/           POST  in 404 404 404 403 404 403 403 404
/prepare/meetings/{meeting}/outcomes/{outcome}/arrange/        GET   in 405
/prepare/meetings/{meeting}/outcomes/{outcome}/arrange/        POST  in 404 404 404 403 409 403 403 409
/prepare/meetings/{meeting}/outcomes/{outcome}/delete/         GET   in 405
/prepare/meetings/{meeting}/outcomes/{outcome}/delete/         POST  in 404 404 404 403 409 403 403 409
/prepare/drafts/some-tab/                                      GET   in 404
/prepare/drafts/some-tab/                                      POST  in 405
/prepare/meetings/{meeting}/files/add/                         GET   in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/files/add/                         POST  in 404 404 404 403 422 403 403 422
/prepare/meetings/{meeting}/files/{material}/replace/          GET   in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/files/{material}/replace/          POST  in 404 404 404 403 422 403 403 422
/prepare/meetings/{meeting}/files/{material}/                  GET   in 404 404 404 404 200 200 200 200
/prepare/meetings/{meeting}/files/{nothing}/                   GET   in 404
/prepare/meetings/{meeting}/files/{material}/                  POST  in 405
/prepare/meetings/{meeting}/files/{material}/small.jpg         GET   in 404
/prepare/meetings/{meeting}/files/{material}/small.jpg         POST  in 405
/prepare/meetings/{meeting}/bring-in/                          GET  in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/bring-in/                          POST in 404 404 404 403 422 403 403 422
/prepare/meetings/{meeting}/bring-in/{incoming}/               GET  in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/bring-in/{incoming}/               POST in 404 404 404 403 302 403 403 302
/prepare/meetings/{meeting}/bring-in/{nothing}/                GET  in 404 404 404 403 404 403 403 404
/prepare/meetings/{meeting}/bring-in/{incoming}/leave/         GET  in 405
/prepare/meetings/{meeting}/bring-in/{incoming}/leave/         POST in 404 404 404 403 302 403 403 302
/prepare/meetings/{meeting}/outcomes/lines/                    GET   in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/outcomes/lines/                    POST  in 404 404 404 403 422 403 403 422
/prepare/meetings/{meeting}/outcomes/lines/                    POST  200 404 404 404 403 422 403 403 422  text=Noted.
/prepare/meetings/{meeting}/recommendations/lines/             GET   in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/hosts/lines/                       GET   in 404 404 404 403 404 403 403 404
/prepare/meetings/{meeting}/participants/                      GET   in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/participants/                      POST  in 404 404 404 403 405 403 403 405
/prepare/meetings/{meeting}/participants/expected.pdf          GET   in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/participants/provisional.csv       GET   in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/participants/final.xlsx            GET   in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/participants/nothing.csv           GET   in 404 404 404 403 404 403 403 404
/prepare/meetings/{meeting}/participants/expected.pdf          POST  in 405
/prepare/meetings/{nothing}/participants/                      GET   in 404 404 404 403 404 403 403 404
/prepare/meetings/{meeting}/notes/                             GET   in 404 404 404 403 200 403 403 200
/prepare/meetings/{meeting}/notes/                             POST  in 404 404 404 403 200 403 403 200
# What is asked of a delegation, and its reports
/asked/                                                        GET   in 200
/asked/                                                        POST  in 405
/asked/sri-lanka/som-6/r1/                                     GET   in 200 404 404 404 404 404 404 404
/asked/sri-lanka/som-6/r1/                                     POST 200 422 404 404 404 404 404 404 404  text=x
/asked/sri-lanka/som-6/r2/                                     GET   in 404
/asked/sri-lanka/som-6/r1/p-abcdefgh/                          GET   in 404
/asked/sri-lanka/som-6/r1/p-abcdefgh/                          POST  in 404
/asked/reports/{report}/evidence/                              GET   in 200 404 404 404 200 404 404 200
/asked/reports/{report}/evidence/                              POST  in 405
/prepare/recommendations/                                      GET   in 404 404 404 403 200 403 403 200
/prepare/recommendations/                                      POST  in 404 404 404 403 405 403 403 405
/prepare/recommendations/import/                               GET   in 404 404 404 403 200 403 403 200
/prepare/recommendations/import/                               POST 200 404 404 404 403 422 403 403 422  rows=x
/prepare/recommendations/unseen/                               GET   in 404 404 404 403 200 403 403 200
/prepare/recommendations/unseen/                               POST  in 404 404 404 403 405 403 403 405
/prepare/recommendations/reported/                             GET   in 404 404 404 403 200 403 403 200
/prepare/recommendations/reported/                             POST 200 404 404 404 403 422 403 403 422  audience=public
/prepare/recommendations/reported.xlsx                         GET   in 404 404 404 403 200 403 403 200
/prepare/recommendations/reported.xlsx                         POST  in 405
/prepare/recommendations/reports/{report}/                     GET   in 404 404 404 403 200 403 403 200
/prepare/recommendations/reports/{report}/                     POST  in 404 404 404 403 405 403 403 405
/prepare/recommendations/reports/{nothing}/                    GET   in 404 404 404 403 404 403 403 404
/prepare/recommendations/reports/{report}/accept/              GET   in 405
/prepare/recommendations/reports/{report}/accept/              POST 200 404 404 404 403 422 403 403 422  audience=all
/prepare/recommendations/reports/{report}/accept/  POST 200 404 404 404 403 302 403 403 302  audience=members seen=1
/prepare/recommendations/reports/{report}/accept/  POST 200 404 404 404 403 409 403 403 409  audience=members seen=7
/prepare/recommendations/reports/{report}/ask-back/            GET   in 405
/prepare/recommendations/reports/{report}/ask-back/            POST 200 404 404 404 403 422 403 403 422  seen=1
/prepare/recommendations/reports/{report}/ask-back/  POST 200 404 404 404 403 302 403 403 302  reason=How? seen=1
# Clearance
/clearance/                                                    GET   in 200
/clearance/                                                    POST  in 405
/clearance/{round}/                                            GET   in 200 404 404 404 404 404 404 404
/clearance/{round}/                                            POST  in 405
/clearance/{round}/draft.pdf                                   GET   in 200 404 404 404 404 404 404 404
/clearance/{round}/comment/                                    GET   in 200 404 404 404 404 404 404 404
/clearance/{round}/comment/                                    POST 200 422 404 404 404 404 404 404 404  kind=comment
/clearance/{round}/comment/{anchor}/                           GET   in 200 404 404 404 404 404 404 404
/clearance/{round}/comment/{anchor}/                           POST 200 422 404 404 404 404 404 404 404  kind=comment
/clearance/{nothing}/                                          GET   in 404
/prepare/documents/                                            GET   in 404 404 404 200 200 200 200 200
/prepare/documents/                                            POST  in 404 404 404 405 405 405 405 405
/prepare/documents/new/                                        GET   in 404 404 404 403 200 403 403 200
/prepare/documents/new/                                        POST 200 404 404 404 403 422 403 403 422  title=Plan
/prepare/documents/{document}/next/                            GET   in 405
/prepare/documents/{document}/next/                            POST  in 404 404 404 403 302 403 403 302
/prepare/documents/drafts/{draft}/                             GET   in 404 404 404 200 200 200 200 200
/prepare/documents/drafts/{draft}/edit/                        GET   in 404 404 404 403 200 403 403 200
/prepare/documents/drafts/{draft}/edit/                        POST 200 404 404 404 403 422 403 403 422  remark=x
/prepare/documents/drafts/{draft}/                             POST  in 404 404 404 405 405 405 405 405
/prepare/clearance/{round}/comments.xlsx                       POST  in 404 404 404 405 405 405 405 405
/clearance/{round}/draft.pdf                                   POST  in 405
/clearance/{round}/draft.docx                                  GET   in 200 404 404 404 404 404 404 404
/clearance/{round}/draft.docx                                  POST  in 405
/prepare/documents/new/bring-in/                               GET   in 404 404 404 403 200 403 403 200
/prepare/documents/new/bring-in/                               POST  in 404 404 404 403 422 403 403 422
/prepare/documents/drafts/{draft}/bring-in/                    GET   in 404 404 404 403 200 403 403 200
/prepare/documents/drafts/{draft}/bring-in/                    POST  in 404 404 404 403 422 403 403 422
/prepare/documents/drafts/{draft}/draft.docx                   GET   in 404 404 404 200 200 200 200 200
/prepare/documents/drafts/{draft}/changes.docx                 GET   in 404
/prepare/documents/drafts/{draft}/draft.exe                    GET   in 404
/prepare/documents/drafts/{draft}/draft.docx                   POST  in 404 404 404 405 405 405 405 405
/prepare/clearance/{round}/comments.docx                       GET   in 404 404 404 200 200 200 200 200
/prepare/clearance/{round}/comments.docx                       POST  in 404 404 404 405 405 405 405 405
/prepare/clearance/{round}/comments/                           GET   in 404 404 404 200 200 200 200 200
/prepare/clearance/{round}/comments/                           POST  in 404 404 404 405 405 405 405 405
/prepare/clearance/{round}/sent.pdf                            GET   in 404 404 404 200 200 200 200 200
/prepare/clearance/{round}/sent.pdf                            POST  in 404 404 404 405 405 405 405 405
/prepare/documents/{document}/edit/                            GET   in 404 404 404 403 200 403 403 200
/prepare/documents/{document}/edit/                            POST  in 404 404 404 403 422 403 403 422  title=
/prepare/documents/drafts/{draft}/endorse/                     GET   in 405
/prepare/documents/drafts/{draft}/endorse/                     POST  in 404 404 404 403 400 403 403 400
/prepare/clearance/{round}/letters/                            GET   in 404 404 404 200 200 200 200 200
/prepare/clearance/{round}/letters/                            POST  in 404 404 404 405 405 405 405 405
/prepare/clearance/{round}/letters/{nothing}/came-back/        GET   in 405
/prepare/clearance/{round}/letters/{nothing}/came-back/        POST  in 404 404 404 403 404 403 403 404
/prepare/clearance/{round}/bring-in/                           GET   in 404 404 404 403 200 403 403 200
/prepare/clearance/{round}/bring-in/                           POST  in 404 404 404 403 422 403 403 422
/prepare/clearance/{round}/messages/{message}/                 GET   in 404 404 404 403 200 403 403 200
/prepare/clearance/{round}/messages/{message}/                 POST  in 404 404 404 403 302 403 403 302
/prepare/clearance/{round}/messages/{message}/file/            GET   in 404 404 404 200 200 200 200 200
/prepare/clearance/{round}/messages/{message}/file/            POST  in 404 404 404 405 405 405 405 405
/prepare/documents/drafts/{draft}/send/                        GET   in 405
/prepare/documents/drafts/{draft}/send/                        POST  in 404 404 404 403 302 403 403 302
/prepare/clearance/draft/{draft}/new/                          GET   in 404 404 404 403 200 403 403 200
/prepare/clearance/draft/{draft}/new/                          POST 200 404 404 404 403 422 403 403 422  note=x
/prepare/clearance/{round}/                                    GET   in 404 404 404 200 200 200 200 200
/prepare/clearance/{round}/                                    POST  in 404 404 404 405 405 405 405 405
/prepare/clearance/{round}/enter/                              GET   in 404 404 404 403 200 403 403 200
/prepare/clearance/{round}/enter/                              POST 200 404 404 404 403 422 403 403 422  text=x
/prepare/clearance/{round}/extend/                             GET   in 405
/prepare/clearance/{round}/extend/                             POST 200 404 404 404 403 422 403 403 422  reason=x
/prepare/clearance/{round}/close/                              GET   in 405
/prepare/clearance/{round}/close/                              POST  in 404 404 404 403 302 403 403 302
/prepare/clearance/{round}/comments.xlsx                       GET   in 404 404 404 200 200 200 200 200
/prepare/clearance/{round}/{comment}/answer/                   GET   in 405
/prepare/clearance/{round}/{comment}/answer/                   POST 200 404 404 404 403 302 403 403 302  answer=accepted
/prepare/records/                                              GET   in 404 404 404 200 200 200 200 200
/prepare/records/                                              POST  in 404 404 404 405 405 405 405 405
/prepare/records/export.zip                                    GET   in 404 404 404 200 200 200 200 200
/prepare/records/export.zip                                    POST  in 405
/prepare/records/retention/                                    GET   in 404 404 404 200 200 200 200 200
/prepare/records/retention/                                    POST  in 405
/prepare/records/retention/document/                           GET   in 405
/prepare/records/retention/document/                           POST 200 404 404 404 403 403 403 403 422  x=y
/prepare/records/books/                                        GET   in 404 404 404 403 200 403 403 200
/prepare/records/books/                                        POST 200 404 404 404 403 422 403 403 422  occasion=x
/prepare/records/books/{book}/                                 GET   in 404 404 404 403 200 403 403 200
/prepare/records/books/{book}/                                 POST 200 404 404 404 403 422 403 403 422  title=x
/prepare/records/books/{book}/add/                             GET   in 405
/prepare/records/books/{book}/add/                             POST  in 404 404 404 403 400 403 403 400
/prepare/records/books/{book}/bind/                            GET   in 405
/prepare/records/books/{book}/bind/                            POST  in 404 404 404 403 409 403 403 409
/prepare/records/books/{book}/book.pdf                         GET   in 404 404 404 403 404 403 403 404
/prepare/records/books/{book}/book.pdf                         POST  in 405
/prepare/records/books/{book}/parts/{nothing}/                 GET   in 405
/prepare/records/books/{book}/parts/{nothing}/                 POST  in 404 404 404 403 404 403 403 404  do=up
/prepare/records/{edition}/                                    GET   in 404 404 404 200 200 200 200 200
/prepare/records/{edition_of_secretariat}/                     GET   in 404 404 404 404 200 200 200 200
/prepare/records/{nothing}/                                    GET   in 404
/prepare/records/{edition}/                                    POST  in 404 404 404 405 405 405 405 405
/prepare/records/{edition}/withdraw/                           GET   in 405
/prepare/records/{edition}/withdraw/                           POST 200 404 404 404 403 403 302 403 403  reason=Wrong
/prepare/records/{edition}/hold/                               GET   in 405
/prepare/records/{edition}/hold/                               POST 200 404 404 404 403 403 403 403 302  reason=Asked
/prepare/records/{edition}/holds/{nothing}/lift/               GET   in 405
/prepare/records/{edition}/holds/{nothing}/lift/               POST 200 404 404 404 403 403 403 403 404  reason=Over
/prepare/records/{edition}/dispose/                            GET   in 405
/prepare/records/{edition}/dispose/                            POST 200 404 404 404 403 403 403 403 400  reason=Due
/prepare/approvals/{waiting}/                                  GET   in 404 404 404 200 200 200 200 200
/prepare/approvals/{returned}/                                 GET   in 404 404 404 200 200 200 200 200
/prepare/approvals/{decided}/                                  GET   in 404 404 404 200 200 200 200 200
/prepare/approvals/{nothing}/                                  GET   in 404
/prepare/approvals/{waiting}/                                  POST  in 404 404 404 405 405 405 405 405
/prepare/approvals/{waiting}/issue/                            GET   in 405
/prepare/approvals/{waiting}/issue/                            POST  in 404 404 404 403 403 302 403 403
/prepare/approvals/{returned}/issue/                           POST  in 404 404 404 403 403 409 403 403
/prepare/approvals/{decided}/issue/                            POST  in 404 404 404 403 403 409 403 403
/prepare/approvals/{waiting}/return/                           GET   in 405
/prepare/approvals/{waiting}/return/                           POST 200 404 404 404 403 403 302 403 403  reason=More
/prepare/approvals/{returned}/return/                          POST 200 404 404 404 403 403 409 403 403  reason=More
/prepare/approvals/{waiting}/take-back/                        GET   in 405
/prepare/approvals/{waiting}/take-back/                        POST  in 404 404 404 403 302 403 403 302
/prepare/approvals/{decided}/take-back/                        POST  in 404 404 404 403 409 403 403 409

# Jobs
/help/                                                         GET  200
/help/                                                         POST 405
/help/guides/log-a-meeting/                                    GET  200
/help/guides/log-a-meeting/                                    POST 405
/help/nothing/                                                 GET  404
/help/pictures/meeting.png                                     GET  200
/help/pictures/meeting.png                                     POST 405
/help/pictures/take.py                                         GET  404
/keeping/                                                      GET   in 404 404 404 404 404 404 404 200
/keeping/                                                      POST  in 404 404 404 404 404 404 404 405
/jobs/                                                         GET   in 200
/jobs/                                                         POST  in 405
/jobs/{job}/                                                   GET   in 404 404 404 404 200 404 404 200
/jobs/{nothing}/                                               GET   in 404
/jobs/{job}/                                                   POST  in 405
/jobs/{job}/cancel/                                            GET   in 405
/jobs/{job}/cancel/                                            POST  in 404 404 404 404 302 404 404 302
/jobs/{failed}/cancel/                                         POST  in 404 404 404 404 409 404 404 409
/jobs/{failed}/again/                                          GET   in 405
/jobs/{failed}/again/                                          POST  in 404 404 404 404 302 404 404 302
/jobs/{job}/again/                                             POST  in 404 404 404 404 409 404 404 409

# Accounts
/accounts/sessions/                                            GET   in 200
/accounts/sessions/                                            POST  in 405
/accounts/sessions/{session}/end/                              GET   in 405
/accounts/sessions/{session}/end/                              POST  in 404 404 404 404 302 404 404 404
/accounts/sessions/end-others/                                 GET   in 405
/accounts/sessions/end-others/                                 POST  in 302
/accounts/login/                                               GET  200 302
/accounts/login/                                               POST 200 302
/accounts/logout/                                              GET  302 200
/accounts/logout/                                              POST 302
/accounts/inactive/                                            GET  200
/accounts/inactive/                                            POST 405
/accounts/signup/                                              GET  200 302
/accounts/signup/                                              POST 200 302
/accounts/reauthenticate/                                      GET   in 403
/accounts/reauthenticate/                                      POST  in 403
/accounts/email/                                               GET   in 200
/accounts/email/                                               POST  in 302
/accounts/confirm-email/                                       GET  200
/accounts/confirm-email/                                       POST 405
/accounts/confirm-email/unknown/                               GET  200
/accounts/confirm-email/unknown/                               POST 404
/accounts/password/change/                                     GET   in 302
/accounts/password/change/                                     POST  in 302
/accounts/password/set/                                        GET   in 200
/accounts/password/set/                                        POST  in 200
/accounts/password/reset/                                      GET  200
/accounts/password/reset/                                      POST 200
/accounts/password/reset/done/                                 GET  200
/accounts/password/reset/done/                                 POST 405
/accounts/password/reset/key/abc-def/                          GET  200
/accounts/password/reset/key/abc-def/                          POST 200
/accounts/password/reset/key/done/                             GET  200
/accounts/password/reset/key/done/                             POST 405
/accounts/login/code/confirm/                                  GET   in 302
/accounts/login/code/confirm/                                  POST  in 302
/accounts/2fa/                                                 GET   in 200
/accounts/2fa/                                                 POST  in 405
/accounts/2fa/authenticate/                                    GET   in 302
/accounts/2fa/authenticate/                                    POST  in 302
/accounts/2fa/reauthenticate/                                  GET   in 403
/accounts/2fa/reauthenticate/                                  POST  in 403
/accounts/2fa/totp/activate/                                   GET   in 200
/accounts/2fa/totp/activate/                                   POST  in 200
/accounts/2fa/totp/deactivate/                                 GET   in 404
/accounts/2fa/totp/deactivate/                                 POST  in 404
/accounts/2fa/recovery-codes/                                  GET   in 404
/accounts/2fa/recovery-codes/                                  POST  in 405
/accounts/2fa/recovery-codes/generate/                         GET   in 200
/accounts/2fa/recovery-codes/generate/                         POST  in 200
/accounts/2fa/recovery-codes/download/                         GET   in 404
/accounts/2fa/recovery-codes/download/                         POST  in 404
/accounts/2fa/webauthn/                                        GET   in 200
/accounts/2fa/webauthn/                                        POST  in 405
/accounts/2fa/webauthn/add/                                    GET   in 200
/accounts/2fa/webauthn/add/                                    POST  in 200
/accounts/2fa/webauthn/reauthenticate/                         GET   in 403
/accounts/2fa/webauthn/reauthenticate/                         POST  in 403
/accounts/2fa/webauthn/keys/{key}/remove/                      GET   in 404
/accounts/2fa/webauthn/keys/{key}/remove/                      POST  in 404
/accounts/2fa/webauthn/keys/{key}/edit/                        GET   in 404
/accounts/2fa/webauthn/keys/{key}/edit/                        POST  in 404
/accounts/2fa/webauthn/login/                                  GET   in 302
/accounts/2fa/webauthn/login/                                  POST  in 302
/accounts/3rdparty/                                            GET   in 200
/accounts/3rdparty/                                            POST  in 200
/accounts/3rdparty/signup/                                     GET   in
/accounts/3rdparty/signup/                                     POST  in
/accounts/3rdparty/login/cancelled/                            GET  200
/accounts/3rdparty/login/cancelled/                            POST 405
/accounts/3rdparty/login/error/                                GET   in 401
/accounts/3rdparty/login/error/                                POST  in 405
/accounts/social/login/cancelled/                              GET   in 301
/accounts/social/login/cancelled/                              POST  in 301
/accounts/social/login/error/                                  GET   in 301
/accounts/social/login/error/                                  POST  in 301
/accounts/social/signup/                                       GET   in 301
/accounts/social/signup/                                       POST  in 301
/accounts/social/connections/                                  GET   in 301
/accounts/social/connections/                                  POST  in 301

# Administration
/admin/                                                        GET   in 403 403 403 403 403 403 403 200
/admin/                                                        POST  in 403 403 403 403 403 403 403 200
/admin/login/                                                  GET   in 403 403 403 403 403 403 403 302
/admin/login/                                                  POST  in 403 403 403 403 403 403 403 302
/admin/logout/                                                 GET   in 403 403 403 403 403 403 403 405
/admin/logout/                                                 POST  in 403 403 403 403 403 403 403 302
/admin/password_change/                                        GET   in 403 403 403 403 403 403 403 200
/admin/password_change/                                        POST  in 403 403 403 403 403 403 403 200
/admin/password_change/done/                                   GET   in 403 403 403 403 403 403 403 200
/admin/password_change/done/                                   POST  in 403 403 403 403 403 403 403 405
/admin/r/1/{nothing}/                                          GET   in 403 403 403 403 403 403 403 404
/admin/r/1/{nothing}/                                          POST  in 403 403 403 403 403 403 403 404
/admin/members/user/{person}/password/                         GET   in 403 403 403 403 403 403 403 200
/admin/members/user/{person}/password/                         POST  in 403 403 403 403 403 403 403 200
/admin/autocomplete/                                           GET   in 403
/admin/autocomplete/                                           POST  in 403 403 403 403 403 403 403 405
/admin/jsi18n/                                                 GET   in 403 403 403 403 403 403 403 200
/admin/jsi18n/                                                 POST  in 403 403 403 403 403 403 403 405
/admin/members/                                                GET   in 403 403 403 403 403 403 403 200
/admin/members/                                                POST  in 403 403 403 403 403 403 403 200
/admin/nothing/                                                GET   in 403 403 403 403 403 403 403 404
/admin/nothing/                                                POST  in 403 403 403 403 403 403 403 404
/admin/members/area/                                           GET   in 403 403 403 403 403 403 403 200
/admin/members/area/                                           POST  in 403 403 403 403 403 403 403 200
/admin/members/area/add/                                       GET   in 403 403 403 403 403 403 403 200
/admin/members/area/add/                                       POST  in 403 403 403 403 403 403 403 200
/admin/members/area/import/                                    GET   in 403 403 403 403 403 403 403 200
/admin/members/area/import/                                    POST  in 403 403 403 403 403 403 403 200
/admin/members/area/process_import/                            GET   in 403 403 403 403 403 403 403 405
/admin/members/area/process_import/                            POST  in 403 403 403 403 403 403 403 200
/admin/members/area/export/                                    GET   in 403 403 403 403 403 403 403 200
/admin/members/area/export/                                    POST  in 403 403 403 403 403 403 403 200
/admin/members/area/deleted/                                   GET   in 403 403 403 403 403 403 403 200
/admin/members/area/deleted/                                   POST  in 403 403 403 403 403 403 403 200
/admin/members/area/{gone_area}/restore/                       GET   in 403 403 403 403 403 403 403 200
/admin/members/area/{gone_area}/restore/                       POST  in 403 403 403 403 403 403 403 200
/admin/members/area/{nothing}/restore/                         GET   in 403 403 403 403 403 403 403 404
/admin/members/area/{nothing}/restore/                         POST  in 403 403 403 403 403 403 403 404
/admin/members/area/{area_row}/                                GET   in 403 403 403 403 403 403 403 302
/admin/members/area/{area_row}/                                POST  in 403 403 403 403 403 403 403 302
/admin/members/area/{area_row}/change/                         GET   in 403 403 403 403 403 403 403 200
/admin/members/area/{area_row}/change/                         POST  in 403 403 403 403 403 403 403 200
/admin/members/area/{area_row}/delete/                         GET   in 403 403 403 403 403 403 403 200
/admin/members/area/{area_row}/delete/                         POST  in 403 403 403 403 403 403 403 200
/admin/members/area/{area_row}/history/                        GET   in 403 403 403 403 403 403 403 200
/admin/members/area/{area_row}/history/                        POST  in 403 403 403 403 403 403 403 200
/admin/members/area/{area_row}/history/{area_history}/         GET   in 403 403 403 403 403 403 403 200
/admin/members/area/{area_row}/history/{area_history}/         POST  in 403 403 403 403 403 403 403 200
"""


@dataclass(frozen=True)
class Line:
    path: str
    method: str
    expected: tuple[str, ...]
    data: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> Line:
        path, method, *rest = text.split()
        answers = [word for word in rest if "=" not in word]
        sent = dict(word.split("=", 1) for word in rest if "=" in word)
        if len(answers) < len(VISITORS):
            first, *others = answers
            answers = [first] + (others or [first]) * (len(VISITORS) - 1)
        return cls(path, method, tuple(answers), sent)

    def as_written(self, found: tuple[str, ...]) -> str:
        """The line that would hold for these answers."""
        shown = found[:1] if len(set(found)) == 1 else found[:2] if len(set(found[1:])) == 1 else found
        sent = " ".join(f"{name}={value}" for name, value in self.data.items())
        cells = " ".join(f"{answer:>3}" for answer in shown)
        return f"{self.path:<62} {self.method:<4} {cells}  {sent}".rstrip()


LINES = [Line.read(text) for text in TABLE.splitlines() if text and not text.startswith("#")]
