"""By which shorter way does a part of a template say the same? Without detours; the unusual is left to Django's own.

Each says to the letter what Django's own says: a test compares them.
"""

from functools import cache
from html import escape
from typing import Any

from django.conf import settings
from django.template import Context, Node
from django.template.base import NodeList, Variable, VariableDoesNotExist, VariableNode, render_value_in_context
from django.template.context import BaseContext
from django.template.defaulttags import URLNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.templatetags.i18n import BlockTranslateNode
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.safestring import SafeString

MARK = 10**17  # a number that stands in no address by itself


class Name(Variable):
    """A name with attributes. Nobody looks for a key where there are no keys; whatever fails is left to Django."""

    __slots__ = ()

    def resolve(self, context: Any) -> Any:
        first, *rest = self.lookups or ()
        try:
            found = context[first]
        except KeyError:
            if not isinstance(context, BaseContext):
                return super().resolve(context)
            raise VariableDoesNotExist("Failed lookup for key [%s] in %r", (first, context)) from None
        try:
            found = _called(found)
            for bit in rest:
                if hasattr(type(found), "__getitem__"):
                    return super().resolve(context)
                found = _called(getattr(found, bit))
        except Exception:
            return super().resolve(context)
        return found


def _called(found: Any) -> Any:
    """What may be called is called."""
    if not callable(found) or getattr(found, "do_not_call_in_templates", False):
        return found
    if getattr(found, "alters_data", False):
        raise TypeError
    return found()


class Shown(VariableNode):
    """A value in its place."""

    def render(self, context: Any) -> Any:
        value = self.filter_expression.resolve(context)
        kind = type(value)
        if kind is str:
            return escape(value) if context.autoescape else value
        if kind is int and not settings.USE_THOUSAND_SEPARATOR:
            return str(value)
        return value if kind is SafeString else render_value_in_context(value, context)


class Given(Node):
    """A name for what stands firm."""

    def __init__(self, name: str, value: Any) -> None:
        self.name, self.value = name, value

    def render(self, context: Context) -> SafeString:
        context[self.name] = self.value
        return SafeString("")


class Included(IncludeNode):
    """A template whose name is known: it is looked for once, in the language of the one that includes it."""

    def __init__(self, node: Any) -> None:
        self.__dict__.update(node.__dict__)
        self._language, self._nodes = translation.get_language(), NodeList()

    def render(self, context: Any) -> SafeString:
        nodes = self._nodes or self._found(context)
        if nodes is None:
            return super().render(context)
        with context.push(**{name: given.resolve(context) for name, given in self.extra_context.items()}):
            return nodes.render(context)

    def _found(self, context: Any) -> NodeList | None:
        """Its parts; None where they are no plain parts, but blocks that others fill."""
        with translation.override(self._language):
            found = context.template.engine.get_template(self.template.var)
        nodes: NodeList = found.nodelist
        if any(nodes.get_nodes_by_type(kind) for kind in (BlockNode, ExtendsNode)):
            return None
        self._nodes = nodes
        return nodes


class Address(URLNode):
    """The address of a thing by its number."""

    def render(self, context: Any) -> str:
        numbers = tuple(one.resolve(context) for one in self.args)
        if not all(type(one) is int and one >= 0 for one in numbers):
            return super().render(context)
        try:
            found = _shape(self.view_name.var, len(numbers)) % numbers
        except NoReverseMatch:
            return super().render(context)
        if self.asvar:
            context[self.asvar] = found
            return ""
        return escape(found) if context.autoescape else found


class Sentence(BlockTranslateNode):
    """A sentence with names in it, its words in the language of the template."""

    def __init__(self, node: Any) -> None:
        self.__dict__.update(node.__dict__)
        text, self.names = self.render_token_list(self.singular)
        self.text = translation.gettext(text)

    def render(self, context: Any, nested: bool = False) -> SafeString:
        with context.push(**{name: given.resolve(context) for name, given in self.extra_context.items()}):
            said = {name: render_value_in_context(context[name], context) for name in self.names if name in context}
        try:
            return SafeString(self.text % said)
        except (KeyError, ValueError):
            return SafeString(super().render(context, nested))


@cache
def _shape(name: str, count: int) -> str:
    """The address with `%d` in the place of each number. Raises NoReverseMatch."""
    marks = [MARK + place for place in range(count)]
    found = reverse(name, args=marks).replace("%", "%%")
    for mark in marks:
        found = found.replace(str(mark), "%d")
    return found
