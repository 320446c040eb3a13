"""The catalogue: one `.rq` file per question, with its wording, parameters and columns in its header."""

from .answer import Answer
from .catalogue import check_catalogue, find_query, load_catalogue
from .error import InvalidValueError, QuestionError, UnknownParameterError, UnknownQueryError, UnresolvedNameError
from .names import resolve
from .question import Column, Parameter, Query, Wording
from .running import run

__all__ = [
    "Answer",
    "Column",
    "InvalidValueError",
    "Parameter",
    "Query",
    "QuestionError",
    "UnknownParameterError",
    "UnknownQueryError",
    "UnresolvedNameError",
    "Wording",
    "check_catalogue",
    "find_query",
    "load_catalogue",
    "resolve",
    "run",
]
