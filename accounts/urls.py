"""Addresses of sign-in, accounts and settings."""

from django.contrib.auth import views as auth
from django.urls import path

from accounts.log import Log
from accounts.retention import RetentionPage
from accounts.role_list import RoleList
from accounts.rules import HolidayEdit, HolidayList, RuleEdit, RuleList
from accounts.token_views import TokensOfAll, token_list, token_revoke
from accounts.views import DepartmentSettings, UserEdit, UserList

urlpatterns = [
    path("dang-nhap/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("dang-xuat/", auth.LogoutView.as_view(), name="logout"),
    path("mat-khau/", auth.PasswordChangeView.as_view(), name="password_change"),
    path("mat-khau/xong/", auth.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("tai-khoan/", UserList.as_view(), name="user_list"),
    path("tai-khoan/them/", UserEdit.as_view(), name="user_create"),
    path("tai-khoan/<int:pk>/", UserEdit.as_view(), name="user_edit"),
    path("khoa-api/", token_list, name="token_list"),
    path("khoa-api/<int:pk>/thu-hoi/", token_revoke, name="token_revoke"),
    path("khoa-api/tat-ca/", TokensOfAll.as_view(), name="token_list_all"),
    path("vai-tro/", RoleList.as_view(), name="role_list"),
    path("nhat-ky/", Log.as_view(), name="log"),
    path("luu-giu/", RetentionPage.as_view(), name="retention"),
    path("cai-dat/", DepartmentSettings.as_view(), name="department_settings"),
    path("cai-dat/quy-dinh/", RuleList.as_view(), name="rule_list"),
    path("cai-dat/quy-dinh/them/", RuleEdit.as_view(), name="rule_create"),
    path("cai-dat/quy-dinh/<int:pk>/", RuleEdit.as_view(), name="rule_edit"),
    path("cai-dat/ngay-nghi/", HolidayList.as_view(), name="holiday_list"),
    path("cai-dat/ngay-nghi/them/", HolidayEdit.as_view(), name="holiday_create"),
    path("cai-dat/ngay-nghi/<int:pk>/", HolidayEdit.as_view(), name="holiday_edit"),
]
