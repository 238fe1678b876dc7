"""Texts that become code where a page forgets to escape, by technique. Each would leave an element or a word `zz` behind.

Written for this app. Those of up to 24 characters fit into a name on a board, those of up to 64 into a server's name.
"""

# ruff: noqa: E501  a row a technique

ELEMENTS = (
    "<zz>", "<script>zz=1</script>", "<img src=zz onerror=zz=1>", "<svg onload=zz=1>", "<svg/onload=zz=1>", "<a href=javascript:zz=1>zz</a>",
    "<iframe srcdoc='<zz>'>", "<b>zz</b>", "<details open ontoggle=zz=1>", "<input autofocus onfocus=zz=1>", "<body onpageshow=zz=1>",
    "<math><mi//xlink:href=javascript:zz=1>", "<object data=zz>", "<embed src=zz>", "<base href=//zz>", "<meta http-equiv=refresh content=0;//zz>",
    "<link rel=stylesheet href=//zz>", "<style>*{color:red}</style>", "<video><source onerror=zz=1>", "<marquee onstart=zz=1>", "<form action=//zz><button>zz",
    "<svg><use href=#zz>", "<svg><animate onbegin=zz=1>", "<template><zz>", "<hash-ring zz>", "<plot-figure data-plotly=//zz>", "<zz hx-get=/ hx-trigger=load>",
    "<div hx-on:load=zz=1>", "<x is=zz>", "<a target=_blank href=//zz>zz",
)  # fmt: skip
WAYS_OUT = (
    '"><zz>', "'><zz>", '" onmouseover=zz=1 zz="', "' autofocus onfocus=zz=1 '", "</script><zz>", "</title><zz>", "</textarea><zz>", "</style><zz>",
    "--><zz>", "]]><zz>", "<!--<script>", "</svg><zz>", "</option></select><zz>", "`><zz>", "\\\"><zz>", "</p></div></main><zz>",
)  # fmt: skip
SCRIPTS = (
    "'-zz()-'", '";zz();//', "\\';zz();//", "${zz()}", "{{zz()}}", "{% zz %}", "#{zz()}", "javascript:zz()", "data:text/html,<zz>",
    "__proto__", "constructor", "%(zz)s", "{0.zz}", "$&$1$$", "&lt;zz&gt;", "&#60;zz&#62;", "%3Czz%3E", "\\u003czz\\u003e", "+ADw-zz+AD4-",
)  # fmt: skip
DISGUISED = (
    "<<zz>zz>", "<sCrIpT>zz=1</ScRiPt>", "<img/src=zz/onerror=zz=1>", "<ſcript>zz=1</ſcript>", "＜zz＞", "<zz\u00a0zz>", "<zz/zz=zz>", "‹zz›", "<img src=zz onerror&#61;zz=1>",
)  # fmt: skip
PAYLOADS = (*ELEMENTS, *WAYS_OUT, *SCRIPTS, *DISGUISED)

# What must not be on any page of ours, whatever was typed. An own page has no handlers in attributes at all.
FOUND = """() => {
  const bad = [...document.querySelectorAll("*")].filter((element) =>
    element.localName.startsWith("zz") || element.hasAttribute("zz") || element.getAttribute("is") === "zz" ||
    [...element.attributes].some(({name, value}) =>
      name.startsWith("on") || name.startsWith("hx-on") || (["href", "src", "action", "data", "xlink:href", "srcdoc"].includes(name) &&
        (/^\\s*(javascript|data:text)/i.test(value) || /^(\\/\\/)?zz/.test(value) || value.includes("<zz")))));
  return [window.zz !== undefined, ...bad.map((element) => element.outerHTML.slice(0, 200))].filter(Boolean);
}"""
