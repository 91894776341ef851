"""The stages and moves of an edition as a page of docs/, made from the table itself."""

from django.utils import translation

from news import workflow
from news.models import Status
from portal import roles

BEGIN, END = "<!-- made by draw_workflow: begin -->", "<!-- made by draw_workflow: end -->"


def drawn():
    """The part of docs/workflow.md between the two marks: a diagram and a table, in Markdown."""
    moves = [
        (status, to, step)
        for status, steps in workflow.TRANSITIONS.items()
        for to, step in steps.items()
    ]
    lines = [BEGIN, "", "```mermaid", "stateDiagram-v2", "    [*] --> draft"]
    for status in Status:
        lines.append(f"    {status.value} : {' '.join(names(status.label))}")
    for status, to, step in moves:
        target = status if to == workflow.CONFIRM else Status.APPROVED
        target = target if to in [workflow.EMERGENCY, workflow.CONFIRM] else Status(to)
        lines.append(f"    {status.value} --> {target.value} : {names(step.label)[1]}")
    lines.append("    approved --> superseded : a newer edition is released")
    lines += [
        "    superseded --> [*]",
        "    withdrawn --> [*]",
        "```",
        "",
        "| from | move | 操作 | leads to | roles | not for a writer | reason |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for status, to, step in moves:
        leads_to = {workflow.EMERGENCY: Status.APPROVED, workflow.CONFIRM: status}.get(to, to)
        chinese, english = names(step.label)
        who = [name for name, permissions in roles.ROLES.items() if step.permission in permissions]
        cells = [
            " ".join(names(Status(status).label)),
            english,
            chinese,
            " ".join(names(Status(leads_to).label)),
            ", ".join(who),
            "yes" if step.is_review else "",
            "needed" if step.needs_reason else "",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, "", END])


def names(label):
    """A label in Chinese and in English."""
    found = []
    for language in ["zh-hans", "en"]:
        with translation.override(language):
            found.append(str(label))
    return found


def replaced(text):
    """The text of the page with its drawn part made anew. Raises ValueError without the marks."""
    head, mark, rest = text.partition(BEGIN)
    _old, end, tail = rest.partition(END)
    if not mark or not end:
        raise ValueError("the marks of draw_workflow are missing")
    return head + drawn() + tail
