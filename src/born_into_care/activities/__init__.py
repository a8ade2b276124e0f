"""What a learner does: predict, check, weigh claims, reflect, plan, look through the themes."""

from born_into_care.activities.article_claims import claims, weigh
from born_into_care.activities.practice import plan, themes, themes_panel
from born_into_care.activities.prediction import predict
from born_into_care.activities.questions import question
from born_into_care.activities.record_export import record
from born_into_care.activities.reflection import reflect
from born_into_care.activities.self_check import Mark, check, hint, mark

__all__ = [
    "Mark", "check", "claims", "hint", "mark", "plan", "predict", "question", "record", "reflect",
    "themes", "themes_panel", "weigh",
]  # fmt: skip
