"""Which parts of a template become text as it is read, for they stand firm, and which go a shorter way?"""

from collections.abc import Callable
from html import escape
from typing import Any

from django.template import Context, Node
from django.template.base import FilterExpression, TextNode, Variable, VariableNode
from django.template.defaulttags import URLNode
from django.template.library import SimpleNode
from django.template.loader_tags import IncludeNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import mark_safe

from recado.doors.web.nodes import Address, Given, Included, Name, Sentence, Shown
from recado.doors.web.templatetags import marks

FIRM = (marks.icon, marks.asset)
"""Tags whose answer follows from what they are given alone."""


def light(node: Any) -> Node:
    """The node, or what says the same sooner."""
    make = _LIGHT.get(type(node))
    made: Node = make(node) if make else node
    return made


def named(expression: FilterExpression) -> FilterExpression:
    """The expression, its name looked up the short way."""
    if type(expression.var) is Variable and expression.var.lookups and not expression.var.translate:
        expression.var = Name(expression.var.var)
    return expression


def _translated(node: Any) -> Any:
    said = node.filter_expression
    if said.filters or said.var.lookups is not None or not _is_firm(node.message_context):
        return node
    return _firm(node, node.asvar)


def _sentence(node: Any) -> Any:
    if node.plural or node.asvar or node.message_context:
        return node
    made = Sentence(node)
    return made if made.names else TextNode(made.text % {})


def _tag(node: Any) -> Any:
    is_firm = node.func in FIRM and not node.kwargs and all(map(_is_firm, node.args))
    return _firm(node, node.target_var) if is_firm else node


def _url(node: Any) -> Any:
    if node.kwargs or not _is_firm(node.view_name):
        return node
    if node.args:
        return Address(node.view_name, node.args, node.kwargs, node.asvar)
    try:
        found = reverse(node.view_name.var)
    except NoReverseMatch:
        return node
    return Given(node.asvar, found) if node.asvar else TextNode(escape(found))


def _included(node: Any) -> Any:
    is_plain = _is_firm(node.template) and not node.template.var.startswith(".") and not node.isolated_context
    return Included(node) if is_plain else node


def _firm(node: Any, name: str | None) -> Node:
    context = Context()
    said = node.render(context)
    return Given(name, context[name]) if name else TextNode(mark_safe(said))


def _is_firm(expression: Any) -> bool:
    """Whether it stands in the template itself."""
    return expression is None or (not expression.is_var and not expression.filters)


_LIGHT: dict[type, Callable[[Any], Node]] = {
    VariableNode: lambda node: Shown(node.filter_expression),
    TranslateNode: _translated,
    BlockTranslateNode: _sentence,
    SimpleNode: _tag,
    URLNode: _url,
    IncludeNode: _included,
}
