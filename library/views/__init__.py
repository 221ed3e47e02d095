from library.views.changes import (
    DirectoryChangesFileView,
    DirectoryChangesView,
    DocumentChangesFileView,
    DocumentChangesView,
    MeetingChangesFileView,
    MeetingChangesView,
)
from library.views.checking import CheckCodeView, CheckView
from library.views.data import ApiView, OpenApiView
from library.views.downloads import (
    DirectoryDownloadView,
    DocumentDownloadView,
    EnclosureView,
    MeetingDownloadView,
    PictureView,
)
from library.views.following import (
    CalendarView,
    FollowView,
    MeetingCalendarView,
    MeetingFeedView,
    ParticipantFeedView,
    SearchFeedView,
    TopicFeedView,
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
from library.views.pictures import AttendanceMatrixTableView, AttendanceMatrixView, TimelineTableView, TimelineView
from library.views.proving import VerifierView
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
from library.views.topics import TopicDetailView, TopicListView

__all__ = [
    "AboutView",
    "AccessibilityView",
    "ApiView",
    "AttendanceMatrixTableView",
    "AttendanceMatrixView",
    "CalendarView",
    "CheckCodeView",
    "CheckView",
    "DirectoryChangesFileView",
    "DirectoryChangesView",
    "DirectoryDetailView",
    "DirectoryDownloadView",
    "DocumentChangesFileView",
    "DocumentChangesView",
    "DocumentDetailView",
    "DocumentDownloadView",
    "DocumentListView",
    "EnclosureView",
    "FollowView",
    "HomeView",
    "InEffectPaperView",
    "InEffectView",
    "MeetingCalendarView",
    "MeetingChangesFileView",
    "MeetingChangesView",
    "MeetingDetailView",
    "MeetingDownloadView",
    "MeetingFeedView",
    "MeetingListView",
    "OpenApiView",
    "ParticipantAttendanceView",
    "ParticipantDetailView",
    "ParticipantFeedView",
    "ParticipantListView",
    "ParticipationSummaryView",
    "PictureView",
    "RecommendationDetailView",
    "RegisterTableView",
    "RegisterView",
    "ReportDetailView",
    "ReportDownloadView",
    "SearchFeedView",
    "SearchView",
    "SeriesRedirectView",
    "StatisticsPictureView",
    "StatisticsTableView",
    "StatisticsView",
    "TimelineTableView",
    "TimelineView",
    "TopicDetailView",
    "TopicFeedView",
    "TopicListView",
    "VerifierView",
]
