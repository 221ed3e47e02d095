from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class MembersConfig(AppConfig):
    name = "members"


class AdministrationConfig(AdminConfig):
    default_site = "members.administration.AdministrationSite"
