from library.views.changes import DirectoryChangesView, DocumentChangesView, MeetingChangesView
from library.views.checking import CheckCodeView, CheckView
from library.views.data import ApiView, OpenApiView
from library.views.downloads import (
    DirectoryDownloadView,
    DocumentDownloadView,
    EnclosureView,
    MeetingDownloadView,
    PictureView,
)
from library.views.home import AboutView, AccessibilityView, HomeView
from library.views.meetings import MeetingDetailView, MeetingListView, SeriesRedirectView
from library.views.participants import (
    DirectoryDetailView,
    ParticipantAttendanceView,
    ParticipantDetailView,
    ParticipantListView,
    ParticipationSummaryView,
)
from library.views.recommendations import (
    InEffectPaperView,
    InEffectView,
    RecommendationDetailView,
    RegisterTableView,
    RegisterView,
    ReportDetailView,
    ReportDownloadView,
)
from library.views.search import SearchView
from library.views.statistics import StatisticsPictureView, StatisticsTableView, StatisticsView
from library.views.strategy import DocumentDetailView, DocumentListView

__all__ = [
    "AboutView",
    "AccessibilityView",
    "ApiView",
    "CheckCodeView",
    "CheckView",
    "DirectoryChangesView",
    "DirectoryDetailView",
    "DirectoryDownloadView",
    "DocumentChangesView",
    "DocumentDetailView",
    "DocumentDownloadView",
    "DocumentListView",
    "EnclosureView",
    "HomeView",
    "InEffectPaperView",
    "InEffectView",
    "MeetingChangesView",
    "MeetingDetailView",
    "MeetingDownloadView",
    "MeetingListView",
    "OpenApiView",
    "ParticipantAttendanceView",
    "ParticipantDetailView",
    "ParticipantListView",
    "ParticipationSummaryView",
    "PictureView",
    "RecommendationDetailView",
    "RegisterTableView",
    "RegisterView",
    "ReportDetailView",
    "ReportDownloadView",
    "SearchView",
    "SeriesRedirectView",
    "StatisticsPictureView",
    "StatisticsTableView",
    "StatisticsView",
]
