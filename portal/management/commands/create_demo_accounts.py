import os
import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portal import roles

NAMES = {
    "author": ("采编员", "Author"),
    "first_reviewer": ("初审员", "First Reviewer"),
    "second_reviewer": ("复审员", "Second Reviewer"),
    "final_reviewer": ("终审员", "Final Reviewer"),
    "port_officer": ("口岸管理员", "Port Officer"),
    "site_manager": ("网站管理员", "Site Manager"),
    "auditor": ("审计员", "Auditor"),
    "admin": ("系统管理员", "Administrator"),
}


def new_password():
    """Sixteen letters and digits that are not mistaken for one another, in groups of four."""
    signs = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(signs) for _sign in range(4)) for _group in range(4))


class Command(BaseCommand):
    help = (
        "Creates one account for each role and a superuser, for trying the site. The password is "
        "DEMO_PASSWORD from the environment, or a new one that is printed once."
    )

    def handle(self, *args, **options):
        User = get_user_model()
        given = os.environ.get("DEMO_PASSWORD", "")
        held = {user.username: user for user in User.objects.filter(username__in=NAMES)}
        missing = [name for name in NAMES if name not in held]
        if not given and not missing:
            self.stdout.write(
                "The demo accounts exist already and were left alone. "
                "Set DEMO_PASSWORD to give them another password."
            )
            return
        password = given or new_password()
        self.check_password(password)
        with transaction.atomic():
            roles.lay_down()
            for name, (chinese, english) in NAMES.items():
                user = held.get(name)
                if user is not None and not given:
                    continue
                if user is None:
                    user = User(username=name, first_name=chinese, last_name=english)
                user.is_staff = True
                user.is_superuser = name == "admin"
                user.set_password(password)
                user.save()
                if name in roles.ROLES:
                    user.groups.add(Group.objects.get(name=name))
        self.stdout.write("Demo accounts: " + ", ".join(NAMES if given else missing))
        if given:
            self.stdout.write("Password: as set in DEMO_PASSWORD")
        else:
            self.stdout.write(f"Password: {password}")
            self.stdout.write("It is shown this once. Set DEMO_PASSWORD to choose another.")

    @staticmethod
    def check_password(password):
        for name, (chinese, english) in NAMES.items():
            user = get_user_model()(username=name, first_name=chinese, last_name=english)
            try:
                validate_password(password, user)
            except ValidationError as error:
                raise CommandError(
                    "DEMO_PASSWORD was refused and nothing was changed: " + " ".join(error.messages)
                ) from error
