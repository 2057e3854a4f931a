// What may stand in a mail, whatever was typed or pasted: lines, bold, italic, links, lists, quotes, pictures of the desk.
// `recado.rich.clean` gives it in one spelling, so that two can be compared; the desk judges once more.
{
  const LINES = new Set("ADDRESS ARTICLE ASIDE BODY CENTER DD DIV DL DT FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER LI MAIN P PRE SECTION TABLE TR".split(" "));
  const SILENT = new Set("HEAD LINK META NOSCRIPT OBJECT SCRIPT STYLE SVG TEMPLATE TITLE BUTTON INPUT SELECT TEXTAREA".split(" "));
  const PICTURE = new RegExp(`^(?:cid:|(?:${location.origin})?/attachments/)([1-9]\\d{0,17})$`);
  const LINK = /^(?:https?:|mailto:|tel:)/i;

  const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
  const said = (node, pattern) => pattern.test(node.getAttribute("style") || "");

  // How a tag changes the words in it: what Word and others say by styles counts as well.
  const marked = (node, marks) => {
    const bold = /^(?:B|STRONG|H[1-6]|TH)$/.test(node.tagName) || said(node, /font-weight:\s*(?:bold|[6-9]00)/i);
    const italic = /^(?:I|EM|CITE)$/.test(node.tagName) || said(node, /font-style:\s*italic/i);
    const plain = said(node, /font-weight:\s*(?:normal|400)/i);
    const link = (node.tagName === "A" && node.getAttribute("href")?.trim()) || "";
    return { b: plain ? false : marks.b || bold, i: marks.i || italic, href: LINK.test(link) && !/\/attachments\/\d+$/.test(link) ? link : marks.href };
  };

  class Writer {
    frames = [{ kind: "root", html: "" }];
    line = "";
    gap = false;

    get top() {
      return this.frames.at(-1);
    }

    words(html, { b, i, href }) {
      if (i && html.trim()) html = `<i>${html}</i>`;
      if (b && html.trim()) html = `<b>${html}</b>`;
      this.line += href && html.trim() ? `<a href="${escaped(href)}">${html}</a>` : html;
    }

    end(always = false) {
      const line = this.line.trim();
      this.line = "";
      if (!line && !always) return;
      const { top } = this;
      const between = this.gap && top.kind !== "li" && top.html ? "<div><br></div>" : "";
      this.gap = false;
      if (top.kind === "li") top.html += top.html && line && !/<\/[uo]l>$/.test(top.html) ? `<br>${line}` : line;
      else if (/^[uo]l$/.test(top.kind)) top.html += `<li>${line}</li>`;
      else top.html += `${between}<div>${line || "<br>"}</div>`;
    }

    open(kind) {
      this.end();
      this.gap = false;
      this.frames.push({ kind, html: "" });
    }

    close() {
      this.end();
      const { kind, html } = this.frames.pop();
      const { top } = this;
      if (kind === "li") top.html += `<li>${html || "<br>"}</li>`;
      else if (html && /^[uo]l$/.test(top.kind)) top.html = top.html.replace(/(<\/li>)?$/, `<${kind}>${html}</${kind}></li>`);
      else if (html) top.html += `<${kind}>${html}</${kind}>`;
    }
  }

  const walk = (node, out, marks) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) out.words(escaped(child.data.replace(/\s*[\n\r\t]\s*/g, " ").replaceAll("\u00a0", " ")), marks);
      else if (child.nodeType === Node.ELEMENT_NODE) element(child, out, marks);
    }
  };

  const element = (node, out, marks) => {
    const tag = node.tagName.toUpperCase();
    const picture = tag === "IMG" && PICTURE.exec(node.getAttribute("src") || "");
    if (SILENT.has(tag) || said(node, /display:\s*none|mso-hide:\s*all|mso-list:\s*ignore/i)) return;
    if (tag === "BR") return out.end(true);
    if (picture) return void (out.line += `<img src="cid:${picture[1]}" alt="${escaped(node.alt)}">`);
    if (tag === "TD" || tag === "TH") out.line += " ";
    if (said(node, /mso-list:\s*l/i)) return item(node, out, marks);
    if (tag === "UL" || tag === "OL") return framed(tag.toLowerCase(), node, out, marks);
    if (tag === "LI" && /^[uo]l$/.test(out.top.kind)) return framed("li", node, out, marks);
    if (tag === "BLOCKQUOTE" && /^(?:root|blockquote)$/.test(out.top.kind)) return framed("blockquote", node, out, marks);
    if (!LINES.has(tag)) return walk(node, out, marked(node, marks));
    out.end();
    walk(node, out, marked(node, marks));
    out.end();
    if (/^(?:P|H[1-6])$/.test(tag) && !/\bMso/.test(node.className)) out.gap = true;
  };

  const framed = (kind, node, out, marks) => {
    out.open(kind);
    walk(node, out, marks);
    out.close();
  };

  // Word draws its lists as paragraphs with a mark in front.
  const item = (node, out, marks) => {
    const mark = [...node.querySelectorAll("[style]")].find((one) => said(one, /mso-list:\s*ignore/i))?.textContent.trim() || "";
    const kind = /^\w+[.)]/.test(mark) ? "ol" : "ul";
    out.open("li");
    walk(node, out, marks);
    out.end();
    const { html } = out.frames.pop();
    out.top.html += `<${kind}><li>${html || "<br>"}</li></${kind}>`;
  };

  // What stands beside its like becomes one.
  const merged = (html) => {
    const one = html.replace(/<\/([bi]|ul|ol|blockquote)><\1>/g, "").replace(/(<a href="([^"]*)">(?:(?!<\/a>).)*)<\/a><a href="\2">/g, "$1");
    return one === html ? html : merged(one);
  };

  recado.rich = {
    GAP: "<div><br></div>",

    // `from` is HTML or an element that holds it; nothing of it runs or loads.
    clean(from) {
      const out = new Writer();
      walk(typeof from === "string" ? new DOMParser().parseFromString(from, "text/html").body : from, out, {});
      out.end();
      const html = merged(out.top.html).replace(/(?:<div><br><\/div>)+$/, "");
      return /<img |[^\s]/.test(html.replace(/<(?!img )[^>]*>/g, "")) ? html : "";
    },

    page: (text) => text.split(/\r?\n/).map((line) => (line.trim() ? `<div>${escaped(line)}</div>` : "<div><br></div>")).join(""),

    // As the box shows it: pictures at their addresses.
    shown: (html) => html.replace(/ src="cid:(\d+)"/g, ' src="/attachments/$1"'),
  };
}
