"""Addresses of the pages. Those of logging in and of the second step belong to django-allauth, in our own words."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import URLPattern, URLResolver, path
from django.views.generic import RedirectView

from recado.doors.web import settings_urls
from recado.doors.web.pages import (
    actions,
    attachments,
    beginning,
    cases,
    colleagues,
    departures,
    describing,
    drafts,
    duplicates,
    fates,
    importing,
    inbox,
    installing,
    invitations,
    labels,
    languages,
    mails,
    me,
    merging,
    messages,
    organisations,
    palette,
    people,
    preferences,
    search,
)

TO_MY_PROFILE = RedirectView.as_view(pattern_name="me")

entrance: list[URLPattern | URLResolver] = [
    path("in", account.login, name="account_login"),
    path("in/second-step", mfa.authenticate, name="mfa_authenticate"),
    path("in/passkey", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("in/closed", account.account_inactive, name="account_inactive"),
    path("out", account.logout, name="account_logout"),
    path("invitations/<str:secret>", invitations.invitation, name="invitation"),
    path("language", languages.language, name="language"),
    path("manifest.webmanifest", installing.manifest, name="manifest"),
    path("worker.js", installing.worker, name="worker"),
    path("offline", installing.offline, name="offline"),
]

mine: list[URLPattern | URLResolver] = [
    path("me", me.me, name="me"),
    path("me/presence", me.available, name="presence"),
    path("me/preferences/<str:name>", preferences.preference, name="preference"),
    path("me/sessions/<int:number>", me.session, name="session"),
    path("me/live-ticket", me.live_ticket, name="live_ticket"),
    path("me/password", account.password_change, name="account_change_password"),
    path("me/again", account.reauthenticate, name="account_reauthenticate"),
    path("me/again/code", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("me/again/passkey", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("me/second-step", TO_MY_PROFILE, name="mfa_index"),
    path("me/authenticator", totp.activate_totp, name="mfa_activate_totp"),
    path("me/authenticator/off", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("me/recovery-codes", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("me/recovery-codes/new", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("me/recovery-codes/file", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("me/passkeys", TO_MY_PROFILE, name="mfa_list_webauthn"),
    path("me/passkeys/new", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("me/passkeys/<int:pk>", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
]

desk: list[URLPattern | URLResolver] = [
    path("", inbox.inbox, name="inbox"),
    path("rows", inbox.rows, name="rows"),
    path("rows/order", inbox.order, name="order"),
    path("cases/<int:number>", cases.case, name="case"),
    path("cases/<int:number>/news", cases.news, name="case_news"),
    path("cases/<int:number>/earlier/<int:message>", cases.earlier, name="earlier"),
    path("cases/<int:number>/later/<int:message>", cases.later, name="later"),
    path("cases/<int:number>/seen", cases.seen, name="seen"),
    path("cases/<int:number>/assignee", cases.assignee, name="assignee"),
    path("cases/<int:number>/team", cases.team, name="team"),
    path("cases/<int:number>/resolution", cases.resolution, name="resolution"),
    path("cases/choices", fates.choices, name="case_choices"),
    path("cases/<int:number>/merge", fates.merge, name="case_merge"),
    path("cases/<int:number>/deletion", fates.deletion, name="case_deletion"),
    path("cases/<int:number>/takers", colleagues.takers, name="takers"),
    path("cases/<int:number>/labels", labels.labels, name="labels"),
    path("cases/<int:number>/labels/<int:label>", labels.label, name="label"),
    path("cases/<int:number>/actions", actions.offered, name="actions"),
    path("cases/<int:number>/action", actions.action, name="action"),
    path("cases/<int:number>/following", colleagues.followed, name="following"),
    path("cases/<int:number>/mentions", colleagues.mentions, name="mentions"),
    path("cases/<int:number>/attention", colleagues.attention, name="attention"),
    path("colleagues", colleagues.nameable, name="nameable"),
    path("cases/<int:number>/messages", messages.messages, name="messages"),
    path("cases/<int:number>/notes", messages.notes, name="notes"),
    path("cases/<int:number>/composer", messages.composer, name="composer"),
    path("cases/<int:number>/templates", messages.templates, name="templates"),
    path("messages/<int:message>/attempt", messages.attempt, name="attempt"),
    path("messages/<int:message>/departure", departures.departure, name="departure"),
    path("threads/<int:thread>/draft", drafts.draft, name="draft"),
    path("messages/<int:message>/reaction", messages.reaction, name="reaction"),
    path("messages/<int:message>/page", mails.page, name="mail_page"),
    path("messages/<int:message>/raw", mails.raw, name="mail_raw"),
    path("search", search.search, name="search"),
    path("palette", palette.palette, name="palette"),
    path("attachments", attachments.attachments, name="attachments"),
    path("attachments/<int:number>", attachments.attachment, name="attachment"),
]

customers: list[URLPattern | URLResolver] = [
    path("people", people.people, name="people"),
    path("people/choices", people.choices, name="person_choices"),
    path("people/new", beginning.person, name="new_person"),
    path("people/export", importing.export, name="export"),
    path("people/imports", importing.imports, name="imports"),
    path("people/imports/<int:number>", importing.one, name="import"),
    path("people/imports/<int:number>/misfits", importing.misfits, name="import_misfits"),
    path("people/duplicates", duplicates.duplicates, name="duplicates"),
    path("people/changes/<int:entry>", describing.change, name="change"),
    path("people/<int:number>", describing.person, name="person"),
    path("people/<int:number>/merge", merging.person, name="person_merge"),
    path("people/<int:number>/not/<int:other>", duplicates.distinction, name="distinction"),
    path("people/<int:number>/story", people.story, name="person_story"),
    path("people/<int:number>/words", beginning.words, name="person_writing"),
    path("people/<int:number>/organisation", describing.organisation, name="person_organisation"),
    path("people/<int:number>/addresses", describing.addresses, name="person_addresses"),
    path("people/<int:number>/addresses/<int:address>", describing.address, name="person_address"),
    path("people/<int:number>/properties", describing.properties, name="person_properties"),
    path("organisations", organisations.organisations, name="organisations"),
    path("organisations/new", beginning.organisation, name="new_organisation"),
    path("organisations/choices", organisations.choices, name="organisation_choices"),
    path("organisations/<int:number>", organisations.organisation, name="organisation"),
    path("organisations/<int:number>/merge", merging.organisation, name="organisation_merge"),
    path("organisations/<int:number>/story", organisations.story, name="organisation_story"),
    path("organisations/<int:number>/properties", organisations.properties, name="organisation_properties"),
]

urlpatterns = [*entrance, *mine, *desk, *customers, *settings_urls.house]
