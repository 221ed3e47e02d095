"""The addresses of readers. Keys and anchors are fixed when a record is first issued; see records.keys."""

from django.urls import include, path, register_converter

from library import views
from library.views import api, asked, clearance, letters, priorities, sitemap


class KeyConverter:
    """A meeting's address below /meetings/: "ahg-som/10", "ahg-som/2009-12-14", "sg/5f1c09aa", "bpmc/6~a1b2c3"."""

    regex = r"[a-z0-9-]{1,60}/[a-z0-9~-]{1,60}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class DirectoryConverter(KeyConverter):
    """The directory has one address; what is below it is as below the address of a document."""

    regex = "directory"


class ReportConverter(KeyConverter):
    """An accepted progress report: "reports/5f1c09aab2d4"."""

    regex = r"reports/[0-9a-f]{12}"


class CodeConverter(KeyConverter):
    """A recommendation below /recommendations/: "ahg-som-10/r3"."""

    regex = r"[a-z0-9~-]{1,120}/r[0-9]{1,6}"


class TableConverter(KeyConverter):
    """The register as a file."""

    regex = r"register\.(?:csv|xlsx|pdf)"


register_converter(KeyConverter, "key")
register_converter(TableConverter, "table")
register_converter(ReportConverter, "report")
register_converter(CodeConverter, "code")
register_converter(DirectoryConverter, "directory")

meetings = [
    path("", views.MeetingListView.as_view(), name="list"),
    path("feed.atom", views.MeetingFeedView.as_view(), name="feed"),
    path("timeline/", views.TimelineView.as_view(), name="timeline"),
    path("timeline.csv", views.TimelineTableView.as_view(), name="timeline-table"),
    path("calendar.ics", views.CalendarView.as_view(), name="calendar"),
    path("<slug:series>/", views.SeriesRedirectView.as_view(), name="series"),
    path("<key:key>/", views.MeetingDetailView.as_view(), name="detail"),
    path("<key:key>/files/<part:sha256>/", views.EnclosureView.as_view(), name="file"),
    path("<key:key>/files/<part:sha256>/small.jpg", views.PictureView.as_view(), name="picture"),
    path("<key:key>/revisions/<int:revision>/", views.MeetingDetailView.as_view(), name="revision"),
    path("<key:key>/changes/<int:first>-<int:second>/", views.MeetingChangesView.as_view(), name="changes"),
    path("<key:key>/letter/", letters.send_record, name="letter"),
    path("<key:key>/calendar.ics", views.MeetingCalendarView.as_view(), name="calendar-one"),
    path(
        "<key:key>/changes/<int:first>-<int:second>/<part:name>",
        views.MeetingChangesFileView.as_view(),
        name="changes-file",
    ),
    path("<key:key>/<part:name>", views.MeetingDownloadView.as_view(), name="download"),
    path("<key:key>/revisions/<int:revision>/<part:name>", views.MeetingDownloadView.as_view(), name="download"),
]
strategy = [
    path("", views.DocumentListView.as_view(), name="list"),
    path("<slug:key>/", views.DocumentDetailView.as_view(), name="detail"),
    path("<slug:key>/drafts/<int:revision>/", views.DocumentDetailView.as_view(), name="draft"),
    path("<slug:key>/changes/<int:first>-<int:second>/", views.DocumentChangesView.as_view(), name="changes"),
    path(
        "<slug:key>/changes/<int:first>-<int:second>/<part:name>",
        views.DocumentChangesFileView.as_view(),
        name="changes-file",
    ),
    path("<slug:key>/<part:name>", views.DocumentDownloadView.as_view(), name="download"),
    path("<slug:key>/drafts/<int:revision>/<part:name>", views.DocumentDownloadView.as_view(), name="download"),
]
directory = [
    path("<directory:key>/", views.DirectoryDetailView.as_view(), name="detail"),
    path("<directory:key>/revisions/<int:revision>/", views.DirectoryDetailView.as_view(), name="revision"),
    path("<directory:key>/changes/<int:first>-<int:second>/", views.DirectoryChangesView.as_view(), name="changes"),
    path(
        "<directory:key>/changes/<int:first>-<int:second>/<part:name>",
        views.DirectoryChangesFileView.as_view(),
        name="changes-file",
    ),
    path("<directory:key>/<part:name>", views.DirectoryDownloadView.as_view(), name="download"),
    path(
        "<directory:key>/revisions/<int:revision>/<part:name>", views.DirectoryDownloadView.as_view(), name="download"
    ),
]
members = [
    path("", views.ParticipantListView.as_view(), name="list"),
    path("attendance/", views.AttendanceMatrixView.as_view(), name="attendance"),
    path("attendance.csv", views.AttendanceMatrixTableView.as_view(), name="attendance-table"),
    path("<slug:slug>/", views.ParticipantDetailView.as_view(), name="detail"),
    path("<slug:slug>/feed.atom", views.ParticipantFeedView.as_view(), name="feed"),
    path("<slug:slug>/summary.pdf", views.ParticipationSummaryView.as_view(), name="summary"),
    path("<slug:slug>/attendance.csv", views.ParticipantAttendanceView.as_view(), name="attendance-csv"),
]
recommendations = [
    path("", views.RegisterView.as_view(), name="list"),
    path("in-effect/", views.InEffectView.as_view(), name="in-effect"),
    path("in-effect.pdf", views.InEffectPaperView.as_view(), name="in-effect-pdf"),
    path("<table:name>", views.RegisterTableView.as_view(), name="table"),
    path("priorities/", priorities.PriorityListView.as_view(), name="priorities"),
    path("figures/", views.StatisticsView.as_view(), name="statistics"),
    path("figures.csv", views.StatisticsTableView.as_view(), name="statistics-csv"),
    path("figures/<slug:name>.svg", views.StatisticsPictureView.as_view(), name="statistics-svg"),
    path("<code:path>/", views.RecommendationDetailView.as_view(), name="detail"),
]
reports = [
    path("<report:key>/", views.ReportDetailView.as_view(), name="detail"),
    path("<report:key>/<part:name>", views.ReportDownloadView.as_view(), name="download"),
]
asked_of_us = [
    path("", asked.AskedView.as_view(), name="list"),
    path("reports/<uuid:pk>/evidence/", asked.evidence, name="evidence"),
    path("<slug:slug>/<code:path>/", asked.report, name="report"),
    path("<slug:slug>/<code:path>/<slug:anchor>/", asked.report, name="report-on"),
]
rounds = [
    path("", clearance.RoundListView.as_view(), name="list"),
    path("<uuid:pk>/", clearance.RoundDetailView.as_view(), name="detail"),
    path("<uuid:pk>/draft.pdf", clearance.draft_pdf, name="pdf"),
    path("<uuid:pk>/draft.docx", clearance.draft_docx, name="docx"),
    path("<uuid:pk>/comment/", clearance.comment, name="comment"),
    path("<uuid:pk>/comment/<slug:anchor>/", clearance.comment, name="comment-on"),
]
topics = [
    path("", views.TopicListView.as_view(), name="list"),
    path("<slug:slug>/", views.TopicDetailView.as_view(), name="detail"),
    path("<slug:slug>/feed.atom", views.TopicFeedView.as_view(), name="feed"),
]
urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path("meetings/", include((meetings, "meetings"))),
    path("members/", include((directory, "directory"))),
    path("members/", include((members, "members"))),
    path("recommendations/", include((reports, "reports"))),
    path("recommendations/", include((recommendations, "recommendations"))),
    path("strategy/", include((strategy, "strategy"))),
    path("clearance/", include((rounds, "clearance"))),
    path("asked/", include((asked_of_us, "asked"))),
    path("topics/", include((topics, "topics"))),
    path("search/", views.SearchView.as_view(), name="search"),
    path("search/feed.atom", views.SearchFeedView.as_view(), name="search-feed"),
    path("follow/", views.FollowView.as_view(), name="follow"),
    path("follow/letters/", letters.choose, name="follow-letters"),
    path("follow/leave/<part:token>/", letters.leave, name="follow-leave"),
    path("check/", views.CheckView.as_view(), name="check"),
    path("check/verify.py", views.VerifierView.as_view(name="verify.py"), name="verifier"),
    path("check/key.txt", views.VerifierView.as_view(name="key.txt"), name="verifier-key"),
    path("check/<part:code>/", views.CheckCodeView.as_view(), name="check-code"),
    path("api/", views.ApiView.as_view(), name="api"),
    path("api/openapi.json", views.OpenApiView.as_view(), name="openapi"),
    path("api/", include((api.urls(), "data"))),
    path("sitemap.xml", sitemap.SitemapView.as_view(), name="sitemap"),
    path("robots.txt", sitemap.RobotsView.as_view(), name="robots"),
    path("about/", views.AboutView.as_view(), name="about"),
    path("accessibility/", views.AccessibilityView.as_view(), name="accessibility"),
]
