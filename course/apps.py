from django.apps import AppConfig


class CourseConfig(AppConfig):
    name = "course"

    def ready(self) -> None:
        """The content is checked with the rest. Signing in takes along what was done before it; signing
        out closes sockets.
        """
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from course import checks  # noqa: F401  registers itself
        from course.learners import on_sign_in, on_sign_out

        user_logged_in.connect(on_sign_in, dispatch_uid="course.learners")
        user_logged_out.connect(on_sign_out, dispatch_uid="course.learners")
