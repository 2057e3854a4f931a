"""Addresses of the settings."""

from django.urls import URLPattern, URLResolver, path

from recado.doors.web.pages import agents, channels, deliveries, hours, mailboxes, manners, settings, teams

house: list[URLPattern | URLResolver] = [
    path("settings", settings.settings, name="settings"),
    path("settings/changes/<int:number>", settings.change, name="settings_change"),
    path("settings/labels", settings.labels, name="settings_labels"),
    path("settings/labels/<int:number>", settings.label, name="settings_label"),
    path("settings/languages", manners.languages, name="settings_languages"),
    path("settings/appearance", manners.appearance, name="settings_appearance"),
    path("settings/agents", agents.agents, name="settings_agents"),
    path("settings/agents/<int:number>", agents.one, name="settings_agent"),
    path("settings/agents/<int:number>/account", agents.account, name="settings_account"),
    path("settings/agents/<int:number>/invitation", agents.invitation, name="settings_invitation"),
    path("settings/agents/<int:number>/tokens", agents.tokens, name="settings_tokens"),
    path("settings/tokens/<int:number>", agents.token, name="settings_token"),
    path("settings/channels", channels.channels, name="settings_channels"),
    path("settings/channels/new/whatsapp", channels.new, name="settings_channel_new"),
    path("settings/channels/new/email", mailboxes.new, name="settings_mailbox_new"),
    path("settings/channels/<slug:key>", channels.channel, name="settings_channel"),
    path("settings/channels/<slug:key>/test", channels.probe, name="settings_channel_test"),
    path("settings/channels/<slug:key>/secrets", channels.replaced, name="settings_channel_secrets"),
    path("settings/channels/<slug:key>/mailbox", mailboxes.move, name="settings_mailbox"),
    path("settings/channels/<slug:key>/arrival", mailboxes.arrival, name="settings_arrival"),
    path("settings/channels/<slug:key>/pause", channels.pause, name="settings_channel_pause"),
    path("settings/channels/<slug:key>/quarantine", deliveries.quarantine, name="settings_quarantine"),
    path("settings/channels/<slug:key>/deliveries/<int:number>", deliveries.delivery, name="settings_delivery"),
    path("settings/teams", teams.teams, name="settings_teams"),
    path("settings/teams/<slug:key>", teams.team, name="settings_team"),
    path("settings/teams/<slug:key>/members/<int:number>", teams.member, name="settings_member"),
    path("settings/teams/<slug:key>/hours", hours.hours, name="settings_hours"),
    path("settings/teams/<slug:key>/days", hours.days, name="settings_days"),
    path("settings/teams/<slug:key>/days/<str:on>", hours.day, name="settings_day"),
    path("settings/teams/<slug:key>/promise", hours.promise, name="settings_promise"),
    path("settings/teams/<slug:key>/trial", hours.trial, name="settings_trial"),
]
