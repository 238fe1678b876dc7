from django.apps import AppConfig


class CourseConfig(AppConfig):
    name = "course"

    def ready(self) -> None:
        """The content is checked with the rest. Signing in takes along what was done before it."""
        from django.contrib.auth.signals import user_logged_in

        from course import checks  # noqa: F401  registers itself
        from course.learners import on_sign_in

        user_logged_in.connect(on_sign_in, dispatch_uid="course.learners")
