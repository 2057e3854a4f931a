"""What of a template stands firm for a language? It is put together once, as the template is read, not for each page.

Words, icons, addresses without numbers: a page has hundreds of them, and none differs from one request to the next.
"""

from typing import Any

from django.template import Node, TemplateDoesNotExist
from django.template.base import FilterExpression, Lexer, NodeList, Origin, Parser, Template, TextNode, Token
from django.template.loaders import cached
from django.utils.translation import get_language

from recado.doors.web import lightening


class Loader(cached.Loader):
    """The templates of each language, each read once."""

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        return f"{get_language()} {super().cache_key(template_name, skip)}"

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        key = self.cache_key(template_name, skip)
        kept: Any = self.get_template_cache.get(key)
        if kept is None:
            self.get_template_cache[key] = kept = self._compiled(template_name, skip or [])
        found: Template = kept
        return found

    def _compiled(self, name: str, skip: list[Origin]) -> Template:
        tried = []
        for origin in self.get_template_sources(name):
            try:
                if origin not in skip:
                    return Compiled(self.get_contents(origin), origin, name, self.engine)
            except TemplateDoesNotExist:
                tried.append((origin, "Source does not exist"))
        raise TemplateDoesNotExist(name, tried=tried)


class Compiled(Template):
    """A template of which all that stands firm in the language of the moment is text."""

    def compile_nodelist(self) -> NodeList:
        tokens = Lexer(str(self.source)).tokenize()
        parser = _Parser(tokens, self.engine.template_libraries, self.engine.template_builtins, self.origin)
        return parser.parse()


class _Parser(Parser):
    def compile_filter(self, token: str) -> FilterExpression:
        return lightening.named(super().compile_filter(token))

    def extend_nodelist(self, nodelist: NodeList, node: Node, token: Token) -> None:
        super().extend_nodelist(nodelist, lightening.light(node), token)
        texts = [one for one in nodelist[-2:] if type(one) is TextNode]
        if len(texts) > 1:
            joined = TextNode("".join(one.s for one in texts))
            joined.token, joined.origin = texts[0].token, texts[0].origin
            nodelist[-2:] = [joined]
