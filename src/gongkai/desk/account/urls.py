"""The addresses of this place."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.account.account import account, end_others, end_sign_in
from gongkai.desk.account.home import home
from gongkai.desk.account.password import password
from gongkai.desk.account.second_factor import give_up, recovery_codes, second_factor, set_up
from gongkai.desk.account.sign_in import sign_in, sign_out
from gongkai.desk.account.single_sign_on import back, go
from gongkai.desk.agencies.calendar import load

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("sign-in/", sign_in, name="sign_in"),
    path("sign-in/code/", second_factor, name="second_factor"),
    path("sign-in/single/", go, name="single_sign_on"),
    path("sign-in/single/back/", back, name="single_sign_on_back"),
    path("sign-out/", sign_out, name="sign_out"),
    path("account/", account, name="account"),
    path("account/password/", password, name="password"),
    path("account/second-factor/", set_up, name="second_factor_set_up"),
    path("account/second-factor/codes/", recovery_codes, name="recovery_codes"),
    path("account/second-factor/give-up/", give_up, name="second_factor_give_up"),
    path("site/calendar/", load, name="load_calendar"),
    path("account/sign-ins/<int:sign_in_id>/end/", end_sign_in, name="end_sign_in"),
    path("account/sign-ins/end-others/", end_others, name="end_other_sign_ins"),
]
