"""Addresses of the course."""

from django.urls import path

from course.views import account, glossary, lab, landing, lesson, notes, predict, rewrite, runs, search
from course.views import map as course_map

urlpatterns = [
    path("", landing.landing, name="landing"),
    path("lessons/", course_map.lessons, name="lessons"),
    path("lessons/<slug:slug>/", lesson.lesson, name="lesson"),
    path("lessons/<slug:slug>/predict/", predict.predict, name="lesson_predict"),
    path("lessons/<slug:slug>/seen/", predict.seen, name="lesson_seen"),
    path("lessons/<slug:slug>/sections/", lesson.sections, name="lesson_sections"),
    path("lessons/<slug:slug>/rewrite/", rewrite.rewrite, name="lesson_rewrite"),
    path("lessons/<slug:slug>/lab/", lab.lab, name="lab"),
    path("lessons/<slug:slug>/lab/many/", lab.many, name="lab_many"),
    path("runs/<slug:digest>/", runs.run, name="run"),
    path("runs/<slug:digest>/cancel/", runs.cancel, name="run_cancel"),
    path("notes/", notes.notes, name="notes"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("search/", search.search, name="search"),
    path("account/", account.account, name="account"),
    path("account/sign-up/", account.sign_up, name="sign_up"),
    path("account/sign-in/", account.sign_in, name="sign_in"),
    path("account/sign-out/", account.sign_out, name="sign_out"),
    path("account/password/", account.change_password, name="change_password"),
    path("account/export.json", account.export, name="export"),
    path("account/delete/", account.delete_account, name="delete_account"),
]
