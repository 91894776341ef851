import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from news import diagram, workflow
from news.management.commands import draw_workflow
from news.models import Status


def test_the_page_on_the_workflow_is_drawn_from_the_table():
    call_command("draw_workflow", check=True, verbosity=0)


def test_a_page_that_differs_fails_the_check_and_is_mended(tmp_path, monkeypatch):
    page = tmp_path / "workflow.md"
    page.write_text(f"Head\n{diagram.BEGIN}\nold\n{diagram.END}\nTail\n", encoding="utf-8")
    monkeypatch.setattr(draw_workflow, "PAGE", page)

    with pytest.raises(CommandError):
        call_command("draw_workflow", check=True, verbosity=0)
    call_command("draw_workflow", verbosity=0)
    call_command("draw_workflow", check=True, verbosity=0)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("Head\n") and text.endswith("\nTail\n") and "old" not in text


def test_every_move_of_the_table_is_drawn_with_its_chinese_name():
    drawn = diagram.drawn()
    for status, steps in workflow.TRANSITIONS.items():
        for step in steps.values():
            chinese, english = diagram.names(step.label)
            assert f"{Status(status).value} --> " in drawn
            assert f"| {english} | {chinese} |" in drawn
    assert "初审" in drawn and "终审" in drawn
