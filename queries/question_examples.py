"""The experts' loop for the words of questions: every example in ``rules/questions.toml`` is read as a question."""

from ..ontology import Mistake, Ontology, Rule
from .asked_text import read_question
from .meaning import Token
from .question_words import FORMS, LAYER, QuestionWords, question_words
from .segmenting import segment


def failing_question_examples(ontology: Ontology) -> tuple[Mistake, ...]:
    """Return a mistake for every example in which a rule is not heard, and every counter-example in which it is.

    A rule is heard where the best way to cut the sentence has one of its words in one piece.

    >>> from dataclasses import replace
    >>> from zhengtu.ontology import load_ontology
    >>> who = Rule("who", "questions", "Bodies.", ("谁",), {"form": "word"}, ("哪些单位负责",))
    >>> [each.what for each in failing_question_examples(replace(load_ontology(), rules={"questions": (who,)}))]
    ['rule who is not heard in its example “哪些单位负责”']
    """
    words = question_words(ontology)
    mistakes: list[Mistake] = []
    for rule in ontology.rules.get(LAYER, ()):
        if rule.values.get("form") not in FORMS:
            what = f"rule {rule.id} has no form that questions know"
            mistakes.append(Mistake(rule.file, rule.line, what, f"write form as one of {', '.join(FORMS)}"))
            continue
        for sentence in rule.examples:
            if not is_heard(rule, sentence, words):
                what = f"rule {rule.id} is not heard in its example “{sentence}”"
                mistakes.append(Mistake(rule.file, rule.line, what, "add the word that is missing to its cues"))
        for sentence in rule.counter_examples:
            if is_heard(rule, sentence, words):
                what = f"rule {rule.id} is heard in its counter-example “{sentence}”"
                mistakes.append(
                    Mistake(rule.file, rule.line, what, "make the cue that is heard longer, or take it out")
                )
    return tuple(mistakes)


def is_heard(rule: Rule, sentence: str, words: QuestionWords) -> bool:
    """Whether a word of the rule is one of the pieces of a sentence."""
    ways = segment(read_question(sentence), words)
    return bool(ways) and any(_says(token, rule) for token in ways[0])


def _says(token: Token, rule: Rule) -> bool:
    form = rule.values.get("form", "")
    if form in ("value", "level"):
        wanted = rule.values.get("parameter", form), rule.values.get("value", ""), rule.values.get("query", "")
        return any((each.form, each.value, each.query) == wanted for each in token.meanings)
    return token.means(form, rule.id)
