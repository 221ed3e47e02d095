"""The addresses of *Prepare a meeting*."""

from django.urls import path

from desk.views import agenda, approvals, custody, drafts, history, meetings, planning, presence, readings, rows

app_name = "desk"

urlpatterns = [
    path("", meetings.MeetingListView.as_view(), name="list"),
    path("drafts/", drafts.form_drafts, name="drafts"),
    path("drafts/drop/", drafts.drop_drafts, name="drafts-drop"),
    path("drafts/<slug:tab>/", drafts.kept, name="kept"),
    path("summary/new/", readings.ReadingCreateView.as_view(), name="reading-create"),
    path("summary/<uuid:pk>/", readings.reading, name="reading"),
    path("summary/<uuid:pk>/take-up/", readings.take_up, name="reading-take-up"),
    path("plan/", planning.plan, name="plan"),
    path("meetings/<uuid:pk>/", meetings.MeetingDetailView.as_view(), name="meeting"),
    path("meetings/<uuid:pk>/preview/", meetings.PreviewView.as_view(), name="preview"),
    path("meetings/<uuid:pk>/preview.pdf", meetings.preview_pdf, name="preview-pdf"),
    path("meetings/<uuid:pk>/state/<slug:to>/", planning.change_state, name="state"),
    path("meetings/<uuid:pk>/send/", approvals.ask, name="ask"),
    path("meetings/<uuid:pk>/materials/<uuid:material>/", meetings.material, name="material"),
    path("meetings/<uuid:pk>/agenda/paste/", agenda.paste, name="agenda-paste"),
    path("meetings/<uuid:pk>/agenda/adopt/", agenda.adopt, name="agenda-adopt"),
    path("meetings/<uuid:pk>/agenda/number/", agenda.number_anew, name="agenda-number"),
    path("presence/", presence.presence, name="presence"),
    path("history/<str:label>/<uuid:pk>/", history.row_history, name="row-history"),
    path("history/<str:label>/<uuid:pk>/restore/", history.restore_row, name="row-restore"),
    path("meetings/<uuid:pk>/history/", history.meeting_history, name="meeting-history"),
    path("meetings/<uuid:pk>/history/restore/", history.restore_meeting, name="meeting-restore"),
    path("meetings/<uuid:pk>/<slug:section>/", rows.update_section, name="section"),
    path("meetings/<uuid:pk>/<slug:section>/add/", rows.create_row, name="row-create"),
    path("meetings/<uuid:pk>/<slug:section>/<uuid:row>/", rows.update_row, name="row"),
    path("meetings/<uuid:pk>/<slug:section>/<uuid:row>/move/", rows.move_row, name="row-move"),
    path("meetings/<uuid:pk>/<slug:section>/<uuid:row>/delete/", rows.delete_row, name="row-delete"),
    path("records/", custody.RecordListView.as_view(), name="records"),
    path("records/export.zip", custody.export, name="records-export"),
    path("records/<uuid:pk>/", custody.RecordDetailView.as_view(), name="record"),
    path("records/<uuid:pk>/withdraw/", custody.withdraw, name="record-withdraw"),
    path("records/<uuid:pk>/hold/", custody.hold, name="record-hold"),
    path("records/<uuid:pk>/holds/<uuid:hold>/lift/", custody.lift, name="record-lift"),
    path("records/<uuid:pk>/dispose/", custody.dispose, name="record-dispose"),
    path("approvals/<uuid:pk>/", approvals.ApprovalDetailView.as_view(), name="approval"),
    path("approvals/<uuid:pk>/issue/", approvals.issue, name="issue"),
    path("approvals/<uuid:pk>/return/", approvals.return_for_changes, name="return"),
    path("approvals/<uuid:pk>/take-back/", approvals.take_back, name="take-back"),
]
