"""In continuous integration a skipped test is a failed one: there, nothing may be missing."""

import os

import pytest


def is_forbidden():
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def _fail(report, kind):
    if is_forbidden() and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{kind} skipped, which continuous integration forbids: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    _fail(report, "test")
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    _fail(report, "module")
    return report
